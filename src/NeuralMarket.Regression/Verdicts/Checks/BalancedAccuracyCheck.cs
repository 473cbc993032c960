using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>The balanced accuracy, by its one-sided 95% bounds: certainly too low fails, not certainly sound needs a look.</summary>
internal sealed class BalancedAccuracyCheck : IRegressionCheck
{
    public string Name => "balanced-accuracy";

    public string Meaning => "How often is it right, each output counting the same however many photos it has? Judged by what is certain, not by luck.";

    public CheckResult Run(CheckContext context)
    {
        RegressionReport figures = context.Measurements.Figures;
        VerdictOptions options = context.Options;
        if (figures.BalancedAccuracyBounds is not { Value: { } value, Low: { } low, High: { } high })
        {
            return new CheckResult(Outcome.Attention, "The balanced accuracy cannot be computed: an output has no labelled image. Label images of every output.");
        }

        double floor = Math.Max((1.0 / figures.Categories.Count) + options.FailAboveChance, options.FailBalancedAccuracy);
        string measured = $"Balanced accuracy is {Wording.Percent(value)} ({Wording.Percent(low)} to {Wording.Percent(high)})";
        if (high < floor)
        {
            return new CheckResult(
                Outcome.Fail,
                $"{measured}. It must be able to reach {Wording.Percent(floor)}. See which categories are confused, and train with more and more varied images of them.",
                $"Balanced accuracy is certainly below {Wording.Percent(floor)}. See which categories are weak, and train with more and more varied images of them.");
        }

        return low >= options.SoundBalancedAccuracy
            ? new CheckResult(Outcome.Pass, $"{measured}, certainly above {Wording.Percent(options.SoundBalancedAccuracy)}.", $"Balanced accuracy is certainly above {Wording.Percent(options.SoundBalancedAccuracy)}.")
            : new CheckResult(
                Outcome.Attention,
                $"{measured}: not certainly above {Wording.Percent(options.SoundBalancedAccuracy)}. {Remedy(high, figures, options)}",
                $"Balanced accuracy is not certainly above {Wording.Percent(options.SoundBalancedAccuracy)}. A reviewer looks at where it errs.");
    }

    private static string Remedy(double high, RegressionReport figures, VerdictOptions options)
    {
        if (high < options.SoundBalancedAccuracy)
        {
            return "More images will not change that; a reviewer decides whether it is useful all the same.";
        }

        // The bound closes in with the square root of the number of images.
        double value = figures.BalancedAccuracyBounds.Value!.Value;
        double distance = (value - options.SoundBalancedAccuracy) / (value - figures.BalancedAccuracyBounds.Low!.Value);
        if (distance <= 0)
        {
            return "It measures below that: train with more and more varied images of the categories that it confuses, or a reviewer decides whether it is useful all the same.";
        }

        if (distance < 0.1)
        {
            return "It is too close to call; a reviewer decides.";
        }

        int labelled = figures.Images.Labelled;
        int needed = (int)Math.Ceiling(labelled / (distance * distance)) - labelled;
        return $"If it stays as it is, about {Wording.Count(needed, "more labelled image")} would show it; label them, or a reviewer decides.";
    }
}
