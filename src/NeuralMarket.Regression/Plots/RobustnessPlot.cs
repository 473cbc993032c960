using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Plots;

/// <summary>How often the patch is right on changed photos, beside the same photos as they are.</summary>
public static class RobustnessPlot
{
    /// <summary>Draws a row for each change.</summary>
    /// <param name="figures">The changes; those without photos are left out.</param>
    /// <param name="id">Unique on the page.</param>
    /// <returns>An SVG element; an empty plot without changes.</returns>
    public static string Draw(IReadOnlyList<RobustnessFigures> figures, string id = "robustness")
    {
        ArgumentNullException.ThrowIfNull(figures);
        IntervalRow[] rows =
        [
            .. figures.Where(change => change.Images > 0).Select(change => new IntervalRow(
                change.Perturbation, Mark(change.Accuracy, change.Images), Mark(change.Before, change.Images))),
        ];
        return IntervalPlot.Draw("How well it holds when the photo is taken a little differently", "answered right, of the same photos (95% interval)", rows, ("changed", "as it is"), id);
    }

    private static IntervalMark Mark(Interval interval, int images) =>
        new(interval, FormattableString.Invariant($"{Math.Round((interval.Value ?? 0) * images)} of {images}"));
}
