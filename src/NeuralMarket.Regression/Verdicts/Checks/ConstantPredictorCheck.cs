using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>A patch must tell its outputs apart: always the same answer fails, nearly always, or an output that is never answered, needs a look.</summary>
internal sealed class ConstantPredictorCheck : IRegressionCheck
{
    // With fewer answers than this, the same answer each time may be chance.
    private const int FewestAnswers = 10;

    public string Name => "constant-predictor";

    public string Meaning => "Does it tell its outputs apart, or does it say the same whatever it sees?";

    public CheckResult Run(CheckContext context)
    {
        IReadOnlyList<CategoryFigures> outputs = context.Measurements.Figures.Categories;
        int answers = outputs.Sum(output => output.Answered);
        if (answers < FewestAnswers || outputs.Count(output => output.Fired > 0) < 2)
        {
            return new CheckResult(
                Outcome.Pass, $"It answered {Wording.Count(answers, "labelled image")}: too few, or of one category alone, to see whether it always says the same.");
        }

        CategoryFigures favourite = outputs.MaxBy(output => output.Answered)!;
        if (favourite.Answered == answers)
        {
            return new CheckResult(Outcome.Fail, $"It answers '{favourite.Name}' to every image. Check the training labels and the order of the rows in weight.");
        }

        string[] never = [.. outputs.Where(output => output.Fired > 0 && output.Answered == 0).Select(output => $"'{output.Name}'")];
        if (never.Length > 0)
        {
            return new CheckResult(Outcome.Attention, $"It never answers {Wording.List(never)}. Check that the training data has them, and the order of the rows in weight.");
        }

        // What one answer could get right at most, if all of its images were answered: beyond that an imbalance is the set's, not the patch's.
        double fair = (double)outputs.Max(output => output.Fired) / outputs.Sum(output => output.Fired);
        double share = (double)favourite.Answered / answers;
        return share > context.Options.OneAnswerShare && share > fair
            ? new CheckResult(
                Outcome.Attention,
                $"It answers '{favourite.Name}' to {favourite.Answered} of {answers} labelled images. Train with as many images of each category.",
                $"It answers '{favourite.Name}' to nearly every image. Train with as many images of each category.")
            : new CheckResult(Outcome.Pass, "It tells its outputs apart.");
    }
}
