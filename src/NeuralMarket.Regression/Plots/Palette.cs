namespace NeuralMarket.Regression.Plots;

/// <summary>Colours that people with any colour vision tell apart (Okabe and Ito 2008), as custom properties with the original values as fallback.</summary>
internal static class Palette
{
    public const string Blue = "var(--plot-blue, #0072b2)";
    public const string Orange = "var(--plot-orange, #d55e00)";
}
