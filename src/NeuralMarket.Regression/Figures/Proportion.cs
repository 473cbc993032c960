using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Figures;

/// <summary>A binomial proportion: so many of so many (statistics.md, "Figures").</summary>
/// <param name="Successes">0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">How many there were.</param>
public readonly record struct Proportion(int Successes, int Trials)
{
    /// <summary>The share; <see langword="null"/> without trials.</summary>
    public double? Value => Trials > 0 ? (double)Successes / Trials : null;

    /// <summary>The estimate with Wilson's score interval at 95% (Wilson 1927): (p + z²/2n ± z·sqrt(p(1−p)/n + z²/4n²)) / (1 + z²/n).</summary>
    public Interval Wilson()
    {
        if (Value is not { } value)
        {
            return Interval.Unknown;
        }

        (double low, double high) = Wilson(Normal.TwoSided95);
        return new Interval(value, low, high);
    }

    /// <summary>Wilson's score interval for a given normal quantile; 0 to 1 without trials.</summary>
    public (double Low, double High) Wilson(double z)
    {
        if (Value is not { } p)
        {
            return (0, 1);
        }

        double n = Trials;
        double centre = p + (z * z / (2 * n));
        double half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        double scale = 1 + (z * z / n);

        // Rounding must not push an end past the estimate it has to contain.
        return (Math.Clamp((centre - half) / scale, 0, p), Math.Clamp((centre + half) / scale, p, 1));
    }

    /// <summary>The exact interval of Clopper and Pearson (1934); 0 to 1 without trials.</summary>
    /// <param name="alpha">The error of both sides together, for example 0.05.</param>
    public (double Low, double High) ClopperPearson(double alpha) => (ExactLower(alpha / 2), ExactUpper(alpha / 2));

    /// <summary>One-sided 95% lower bound: Wilson's, and Clopper and Pearson's when there is no failure.</summary>
    public double LowerBound() => Trials == 0 ? 0 : Successes == Trials ? ExactLower(0.05) : Wilson(Normal.OneSided95).Low;

    /// <summary>One-sided 95% upper bound: Wilson's, and Clopper and Pearson's when there is no success.</summary>
    public double UpperBound() => Trials == 0 ? 1 : Successes == 0 ? ExactUpper(0.05) : Wilson(Normal.OneSided95).High;

    private double ExactLower(double alpha) =>
        Successes == 0 ? 0
        : Successes == Trials ? Math.Pow(alpha, 1.0 / Trials)
        : BetaDistribution.Quantile(alpha, Successes, Trials - Successes + 1);

    private double ExactUpper(double alpha) =>
        Successes == Trials ? 1
        : Successes == 0 ? 1 - Math.Pow(alpha, 1.0 / Trials)
        : BetaDistribution.Quantile(1 - alpha, Successes + 1, Trials - Successes);
}
