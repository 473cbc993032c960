using NeuralMarket.Format.Icons;

namespace NeuralMarket.Market.Publication;

/// <summary>Draws an icon in the sizes that the catalogue serves, from its decoded pixels: nothing that came in is passed on.</summary>
public static class IconSizes
{
    /// <summary>Sides in pixels.</summary>
    public static IReadOnlyList<int> Sides { get; } = [64, 128, 256];

    /// <summary>Scales an icon, each target pixel the mean of the source area below it, weighted by alpha so that transparent pixels lend no colour.</summary>
    public static Icon Scale(Icon icon, int side)
    {
        ArgumentNullException.ThrowIfNull(icon);
        if (icon.Side == side)
        {
            return icon;
        }

        var scaled = new byte[side * side * 4];
        double step = (double)icon.Side / side;
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                Average(icon, x * step, y * step, step, scaled.AsSpan(((y * side) + x) * 4, 4));
            }
        }

        return new Icon(side, scaled);
    }

    private static void Average(Icon icon, double left, double top, double step, Span<byte> pixel)
    {
        double red = 0, green = 0, blue = 0, alpha = 0, area = 0;
        for (int y = (int)top; y < Math.Min(icon.Side, Math.Ceiling(top + step)); y++)
        {
            double height = Math.Min(y + 1, top + step) - Math.Max(y, top);
            for (int x = (int)left; x < Math.Min(icon.Side, Math.Ceiling(left + step)); x++)
            {
                double covered = height * (Math.Min(x + 1, left + step) - Math.Max(x, left));
                ReadOnlySpan<byte> source = icon.Rgba.AsSpan(((y * icon.Side) + x) * 4, 4);
                double weight = covered * source[3];
                red += weight * source[0];
                green += weight * source[1];
                blue += weight * source[2];
                alpha += weight;
                area += covered;
            }
        }

        if (alpha > 0)
        {
            (pixel[0], pixel[1], pixel[2]) = (Byte(red / alpha), Byte(green / alpha), Byte(blue / alpha));
            pixel[3] = Byte(alpha / area);
        }
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
