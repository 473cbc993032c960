using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>An update must be shown to be no worse than the version before it, by a margin.</summary>
internal sealed class PreviousVersionCheck : IRegressionCheck
{
    public string Name => "previous-version";

    public string Meaning => "Is the update at least as good as the version that people use now, on the same photos?";

    public CheckResult Run(CheckContext context)
    {
        if (context.Measurements.Figures.Against is not { } against)
        {
            return new CheckResult(Outcome.Pass, "There is no other version to compare with.");
        }

        if (against.LowerBound is not { } lower)
        {
            return new CheckResult(Outcome.Attention, $"No labelled image compares it with {against.Version}. Label images of its outputs.");
        }

        string measured =
            $"Of {Wording.Count(against.Images, "image")}, {against.OnlyThisRight} are right only now and {against.OnlyThatRight} were right only in {against.Version} (p {(against.PValue < 0.001 ? "below 0.001" : $"= {against.PValue:0.###}")})";
        return against.NonInferior
            ? new CheckResult(Outcome.Pass, $"{measured}: no worse than before.", $"It is no worse than {against.Version}.")
            : new CheckResult(
                Outcome.Attention,
                $"{measured}. It may be up to {Wording.Percent(-lower)} worse; {Wording.Percent(against.Margin)} would be let pass. {Remedy(against)}",
                $"It is not shown to be at least as good as {against.Version}. A reviewer looks at what changed.");
    }

    private static string Remedy(AgainstFigures against)
    {
        if (against.OnlyThatRight > against.OnlyThisRight)
        {
            return "Look at the images that flipped.";
        }

        int needed = PairedComparison.ImagesNeeded((double)(against.OnlyThisRight + against.OnlyThatRight) / against.Images, against.Margin) - against.Images;
        return needed > 0
            ? $"About {Wording.Count(needed, "more labelled image")} would decide; label them, or look at the images that flipped."
            : "Look at the images that flipped.";
    }
}
