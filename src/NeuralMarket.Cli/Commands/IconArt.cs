using NeuralMarket.Format.Icons;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>Draws an icon in the terminal: two pixels a character, the upper half block over a background colour; without colours in shades of ink.</summary>
internal static class IconArt
{
    private const int Columns = 32;

    // From paper to ink.
    private const string Shades = " .:-=+*#%@";

    public static void Write(Icon icon, Output output)
    {
        if (output.People.Profile.Capabilities.ColorSystem < ColorSystem.EightBit || !output.People.Profile.Capabilities.Unicode)
        {
            WriteShades(icon, output);
            return;
        }

        for (int row = 0; row < Columns; row += 2)
        {
            Paragraph line = new();
            for (int column = 0; column < Columns; column++)
            {
                line.Append("▀", new Style(Average(icon, column, row), Average(icon, column, row + 1)));
            }

            output.People.Write(line);
            output.Line();
        }
    }

    private static void WriteShades(Icon icon, Output output)
    {
        for (int row = 0; row < Columns; row += 2)
        {
            IEnumerable<char> line = Enumerable.Range(0, Columns).Select(column => Shade(Average(icon, column, row), Average(icon, column, row + 1)));
            output.Line(string.Concat(line).TrimEnd());
        }
    }

    private static char Shade(Color upper, Color lower)
    {
        double light = (Luminance(upper) + Luminance(lower)) / 2;
        return Shades[(int)Math.Round((1 - light) * (Shades.Length - 1))];
    }

    // ITU-R BT.709 weights, on the encoded values: a likeness is enough.
    private static double Luminance(Color color) => ((0.2126 * color.R) + (0.7152 * color.G) + (0.0722 * color.B)) / 255;

    /// <summary>The mean colour of one cell, laid over white.</summary>
    private static Color Average(Icon icon, int column, int row)
    {
        int left = column * icon.Side / Columns, right = Math.Max(left + 1, (column + 1) * icon.Side / Columns);
        int top = row * icon.Side / Columns, bottom = Math.Max(top + 1, (row + 1) * icon.Side / Columns);
        Span<long> sums = [0, 0, 0];
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                ReadOnlySpan<byte> pixel = icon.Rgba.AsSpan(((y * icon.Side) + x) * 4, 4);
                for (int channel = 0; channel < 3; channel++)
                {
                    sums[channel] += ((pixel[channel] * pixel[3]) + (255 * (255 - pixel[3]))) / 255;
                }
            }
        }

        long count = (long)(right - left) * (bottom - top);
        return new Color((byte)(sums[0] / count), (byte)(sums[1] / count), (byte)(sums[2] / count));
    }
}
