using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>What these images can show at all, and how many more would decide (statistics.md, "Verdict": <i>inconclusive</i> is an honest answer).</summary>
internal sealed class PowerCheck : IRegressionCheck
{
    public string Name => "power";

    public string Meaning => "Are there enough images to tell a good patch from a poor one? Where there are not, it says how many more would decide.";

    public CheckResult Run(CheckContext context)
    {
        PowerFigures figures = PowerFigures.Of(context.Measurements.Figures, context.Options);
        string comparison = figures.ComparisonPower is not { } power ? ""
            : figures.MoreForComparison is > 0 and { } more
                ? $" An equally good update would be shown to be no worse with a probability of {Wording.Percent(power)}; {Wording.Count(more, "more image")} would make that 80%."
                : $" An equally good update is shown to be no worse with a probability of {Wording.Percent(power)}.";
        string accuracy = figures.MoreForAccuracy is > 0 and { } needed
            ? $" If it stays as it is, {Wording.Count(needed, "more labelled image")} would show that it is sound."
            : "";
        return new CheckResult(
            Outcome.Pass,
            figures.HalfWidth is { } width ? $"These images tell the balanced accuracy to within {Wording.Percent(width)}.{accuracy}{comparison}" : "There are no images of every output, so nothing can be told yet.",
            accuracy.Length + (figures.MoreForComparison ?? 0) > 0 ? "More held-out images would decide more; curators are told how many." : "There are enough held-out images to decide.")
        {
            Adds = report => report with { Power = figures },
        };
    }
}
