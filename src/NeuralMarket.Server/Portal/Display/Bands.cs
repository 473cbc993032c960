using System.Globalization;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>How the coarse figures that authors may see are written.</summary>
public static class Bands
{
    /// <summary>"85–90%"; absent when there was nothing to count.</summary>
    public static string? Text(Band band)
    {
        ArgumentNullException.ThrowIfNull(band);
        return band is { Low: { } low, High: { } high }
            ? string.Create(CultureInfo.InvariantCulture, $"{Percent(low)}–{Percent(high)}%")
            : null;
    }

    /// <summary>A rate in whole percent, for places on a scale from 0 to 100.</summary>
    public static int Percent(double rate) => (int)Math.Round(rate * 100);
}

/// <summary>Model of the partial <c>_Figures</c>: the figures of a test on held-out photos, as authors and visitors may see them.</summary>
/// <param name="Report">The figures.</param>
public sealed record FiguresPart(AuthorReport Report);
