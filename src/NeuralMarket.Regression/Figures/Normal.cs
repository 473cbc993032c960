namespace NeuralMarket.Regression.Figures;

/// <summary>Quantiles of the standard normal distribution that the figures use.</summary>
public static class Normal
{
    /// <summary>For two-sided 95% intervals.</summary>
    public const double TwoSided95 = 1.959963984540054;

    /// <summary>For one-sided 95% bounds.</summary>
    public const double OneSided95 = 1.6448536269514722;

    /// <summary>For a power of 80%.</summary>
    public const double Power80 = 0.8416212335729143;
}
