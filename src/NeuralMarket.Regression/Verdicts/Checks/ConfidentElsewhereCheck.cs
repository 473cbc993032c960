using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>Where the patch fires falsely it should at least be unsure.</summary>
internal sealed class ConfidentElsewhereCheck : IRegressionCheck
{
    public string Name => "confident-elsewhere";

    public string Meaning => "When it wakes wrongly, is it at least unsure? Phones show sure answers as certain.";

    public CheckResult Run(CheckContext context)
    {
        ElsewhereFigures elsewhere = context.Measurements.Figures.Elsewhere;
        VerdictOptions options = context.Options;
        if (elsewhere.ConfidentShare is not { } share)
        {
            return new CheckResult(Outcome.Pass, "It fired on no image that is not its own.", "It is not confident where it should not fire.");
        }

        string measured = $"Of {Wording.Count(elsewhere.Images, "image")} on which it should not have fired it is confident (at least {Wording.Percent(options.Confident)}) on {elsewhere.Confident}";
        return share <= options.ConfidentElsewhere
            ? new CheckResult(Outcome.Pass, $"{measured}.", "It is not confident where it should not fire.")
            : new CheckResult(
                Outcome.Attention,
                $"{measured}. Phones will show such answers as certain. A trigger that asks for more (atLeast) keeps it asleep; a temperature fitted on held-back images makes it less certain.",
                "It is often confident on images that are not its own. A trigger that asks for more (atLeast) keeps it asleep; a temperature fitted on held-back images makes it less certain.");
    }
}
