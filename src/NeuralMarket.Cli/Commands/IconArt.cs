using NeuralMarket.Format.Icons;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>Draws an icon in the terminal: two pixels a character, the upper half block over a background colour.</summary>
internal static class IconArt
{
    private const int Columns = 32;

    public static void Write(Icon icon, Output output)
    {
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
