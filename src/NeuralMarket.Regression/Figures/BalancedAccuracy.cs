using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Figures;

/// <summary>The mean over the outputs of their recall, with one-sided 95% bounds L and U (statistics.md, "Figures", "Verdict").</summary>
public static class BalancedAccuracy
{
    /// <summary>
    /// The value with L and U from the variance (1/K²)·Σ p_k(1−p_k)/n_k. An output without a failure (or without a success) has variance 0 there, as if
    /// nothing could be unknown about it: towards the side where it can still move, its distance to Clopper and Pearson's bound takes the place of its
    /// standard error.
    /// </summary>
    /// <returns>All <see langword="null"/> when an output has no image.</returns>
    public static Interval Of(IReadOnlyCollection<Proportion> outputs)
    {
        if (outputs.Count == 0 || outputs.Any(output => output.Trials == 0))
        {
            return Interval.Unknown;
        }

        double value = outputs.Average(output => output.Value!.Value);
        double down = Math.Sqrt(outputs.Sum(output => Square(output.Successes == output.Trials ? 1 - output.LowerBound() : HalfWidth(output)))) / outputs.Count;
        double up = Math.Sqrt(outputs.Sum(output => Square(output.Successes == 0 ? output.UpperBound() : HalfWidth(output)))) / outputs.Count;
        return new Interval(value, Math.Max(0, value - down), Math.Min(1, value + up));
    }

    private static double HalfWidth(Proportion output)
    {
        double p = output.Value!.Value;
        return Normal.OneSided95 * Math.Sqrt(p * (1 - p) / output.Trials);
    }

    private static double Square(double value) => value * value;
}
