using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Figures;

/// <summary>Two versions on the same images (statistics.md, "Against the previous approved version").</summary>
/// <param name="OnlyNewRight">c: images that only the new version has right.</param>
/// <param name="OnlyOldRight">b: images that only the old version has right.</param>
/// <param name="Images">n: images compared.</param>
public readonly record struct PairedComparison(int OnlyNewRight, int OnlyOldRight, int Images)
{
    /// <summary>b + c.</summary>
    public int Discordant => OnlyNewRight + OnlyOldRight;

    /// <summary>(c − b) / n; <see langword="null"/> without images.</summary>
    public double? Difference => Images > 0 ? (double)(OnlyNewRight - OnlyOldRight) / Images : null;

    /// <summary>The paired standard error of <see cref="Difference"/>: sqrt(b + c − (b−c)²/n) / n.</summary>
    public double StandardError =>
        Images == 0 ? 0 : Math.Sqrt(Math.Max(0, Discordant - (Square(OnlyNewRight - OnlyOldRight) / Images))) / Images;

    /// <summary>McNemar's mid-p: 2·P(X ≤ m) − P(X = m), X ~ Bin(b + c, ½), m = min(b, c) (Fagerland, Lydersen and Laake 2013); 1 without discordant images.</summary>
    public double MidP()
    {
        int smaller = Math.Min(OnlyNewRight, OnlyOldRight);
        if (OnlyNewRight == OnlyOldRight)
        {
            // Both tails meet in the middle: 2·P(X ≤ m) − P(X = m) is exactly 1.
            return 1;
        }

        double below = BetaDistribution.Cumulative(0.5, Discordant - smaller, smaller + 1);
        double belowByOne = smaller == 0 ? 0 : BetaDistribution.Cumulative(0.5, Discordant - smaller + 1, smaller);
        return Math.Min(1, below + belowByOne);
    }

    /// <summary>The difference with Tango's score interval at 95% (Tango 1998), which holds for small n and few discordant images too.</summary>
    public Interval Tango() =>
        Difference is { } difference
            ? new Interval(difference, TangoBound(-Normal.TwoSided95), TangoBound(Normal.TwoSided95))
            : Interval.Unknown;

    /// <summary>One-sided 95% lower bound of the difference: (c−b)/n − 1.645·sqrt(b+c−(b−c)²/n)/n, or Tango's with few discordant images.</summary>
    /// <param name="fewDiscordant">Below so many discordant images Tango's bound is taken.</param>
    /// <returns><see langword="null"/> without images.</returns>
    public double? LowerBound(int fewDiscordant) =>
        Difference is not { } difference ? null
        : Discordant < fewDiscordant ? TangoBound(-Normal.OneSided95)
        : difference - (Normal.OneSided95 * StandardError);

    /// <summary>n ≈ (z_α + z_β)²·π_d/δ²: images that would show non-inferiority with 80% power when there is no difference.</summary>
    /// <param name="discordantShare">π_d: the share of discordant images.</param>
    /// <param name="margin">δ.</param>
    public static int ImagesNeeded(double discordantShare, double margin) =>
        (int)Math.Ceiling(Math.Min(int.MaxValue, Square(Normal.OneSided95 + Normal.Power80) * discordantShare / Square(margin)));

    /// <summary>The difference at which Tango's score statistic reaches −z (lower end, z below 0) or z (upper end), by bisection; the statistic falls with the difference.</summary>
    private double TangoBound(double z)
    {
        double estimate = Difference!.Value;
        (double low, double high) = z < 0 ? (-1.0, estimate) : (estimate, 1.0);
        for (int step = 0; step < 100; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = Score(middle) > -z ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>Tango's statistic for H0: p(new alone) − p(old alone) = difference, with the nuisance parameter at its maximum likelihood under H0.</summary>
    private double Score(double difference)
    {
        double n = Images;
        double observed = OnlyNewRight - OnlyOldRight - (n * difference);
        double linear = -Discordant + (((2 * n) - OnlyNewRight + OnlyOldRight) * difference);
        double constant = -OnlyOldRight * difference * (1 - difference);
        double oldAlone = (Math.Sqrt(Math.Max(0, Square(linear) - (8 * n * constant))) - linear) / (4 * n);
        double variance = n * ((2 * oldAlone) + (difference * (1 - difference)));
        return variance > 0 ? observed / Math.Sqrt(variance)
            : observed > 0 ? double.PositiveInfinity
            : observed < 0 ? double.NegativeInfinity : 0;
    }

    private static double Square(double value) => value * value;
}
