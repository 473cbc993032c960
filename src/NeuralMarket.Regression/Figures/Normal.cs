namespace NeuralMarket.Regression.Figures;

/// <summary>The standard normal distribution: the quantiles that the figures use, and its distribution function.</summary>
public static class Normal
{
    /// <summary>For two-sided 95% intervals.</summary>
    public const double TwoSided95 = 1.959963984540054;

    /// <summary>For one-sided 95% bounds.</summary>
    public const double OneSided95 = 1.6448536269514722;

    /// <summary>For a power of 80%.</summary>
    public const double Power80 = 0.8416212335729143;

    private const double FarTail = 38;

    /// <summary>Φ(z). By the series of Marsaglia (2004), "Evaluating the normal distribution", near the middle and a continued fraction (DLMF 7.9.2) in the tails.</summary>
    public static double Cumulative(double z)
    {
        if (Math.Abs(z) > FarTail)
        {
            return z < 0 ? 0 : 1;
        }

        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(z) < 5)
        {
            (double sum, double term) = (z, z);
            for (int i = 3; Math.Abs(term) > 1e-17; i += 2)
            {
                term *= z * z / i;
                sum += term;
            }

            return 0.5 + (sum * density);
        }

        double fraction = Math.Abs(z);
        for (int i = 60; i >= 1; i--)
        {
            fraction = Math.Abs(z) + (i / fraction);
        }

        return z < 0 ? density / fraction : 1 - (density / fraction);
    }
}
