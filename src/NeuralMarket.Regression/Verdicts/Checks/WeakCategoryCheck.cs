using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>No output's recall may be certainly below one half: a mean can hide a category that does not work.</summary>
internal sealed class WeakCategoryCheck : IRegressionCheck
{
    public string Name => "weak-category";

    public string Meaning => "Does every single output work? A good mean can hide one that does not.";

    public CheckResult Run(CheckContext context)
    {
        double threshold = context.Options.WeakCategory;
        CategoryFigures[] seen = [.. context.Measurements.Figures.Categories.Where(output => output.Support > 0).OrderBy(output => output.Recall.Value)];
        CategoryFigures[] weak = [.. seen.Where(output => new Proportion(output.Correct, output.Support).UpperBound() < threshold)];
        if (weak.Length > 0)
        {
            string names = Wording.List([.. weak.Select(output => $"'{output.Name}'")]);
            string counts = Wording.List([.. weak.Select(output => $"{output.Correct} of {output.Support} images of '{output.Name}'")]);
            return new CheckResult(
                Outcome.Attention,
                $"It gets right only {counts}: certainly below {Wording.Percent(threshold)}. Train with more images of {(weak.Length == 1 ? "it" : "them")}, or leave {(weak.Length == 1 ? "it" : "them")} out.",
                $"It is certainly right on fewer than {Wording.Percent(threshold)} of the images of {names}. Train with more images of {(weak.Length == 1 ? "it" : "them")}, or leave {(weak.Length == 1 ? "it" : "them")} out.");
        }

        return seen.Length == 0
            ? new CheckResult(Outcome.Pass, "No output has labelled images.")
            : new CheckResult(
                Outcome.Pass,
                $"The weakest output is '{seen[0].Name}': {seen[0].Correct} of {seen[0].Support} right ({Wording.Percent(seen[0].Recall.Low)} to {Wording.Percent(seen[0].Recall.High)}).",
                $"No output is certainly below {Wording.Percent(threshold)}.");
    }
}
