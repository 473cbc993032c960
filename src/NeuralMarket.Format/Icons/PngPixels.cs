using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Icons;

/// <summary>From a PNG's image data to straight RGBA (PNG, sections 8 to 10).</summary>
internal static class PngPixels
{
    // Adam7: first column and row of each pass, and its steps.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int StepX, int StepY)[] OnePass = [(0, 0, 1, 1)];

    /// <summary>The pixels, side · side · 4 bytes; <see langword="null"/> when the data are not exactly the pixels.</summary>
    public static byte[]? Read(PngStructure png, FindingList findings)
    {
        (int X, int Y, int StepX, int StepY)[] passes = png.Header.Interlaced ? Passes : OnePass;
        int side = png.Header.Side;
        int length = passes.Sum(pass => Count(side, pass.Y, pass.StepY) * (1 + (Count(side, pass.X, pass.StepX) * png.Header.Channels)));
        Inflation data = Inflation.OfZlib(png.Data, length);
        if (data.End != InflationEnd.Exact || data.Content.Length != length)
        {
            return Fail(findings, "The image data are damaged, or not as many as the pixels.");
        }

        byte[] raw = Segments.Of(data.Content) is { Offset: 0, Array: { } own } ? own : data.Content.ToArray();
        byte[] rgba = new byte[side * side * 4];
        int position = 0;
        foreach ((int X, int Y, int StepX, int StepY) pass in passes)
        {
            if (!ReadPass(png, pass, raw, ref position, rgba, findings))
            {
                return null;
            }
        }

        return rgba;
    }

    private static bool ReadPass(PngStructure png, (int X, int Y, int StepX, int StepY) pass, byte[] raw, ref int position, byte[] rgba, FindingList findings)
    {
        int side = png.Header.Side;
        int channels = png.Header.Channels;
        int columns = Count(side, pass.X, pass.StepX);
        Span<byte> previous = new byte[columns * channels];
        for (int y = pass.Y; y < side; y += pass.StepY)
        {
            byte filter = raw[position];
            Span<byte> row = raw.AsSpan(position + 1, columns * channels);
            position += 1 + row.Length;
            if (!PngFilter.TryUndo(filter, row, previous, channels))
            {
                Fail(findings, $"The filter {filter} of a row is unknown.");
                return false;
            }

            previous = row;
            if (png.Header is { ColorType: PngColorType.Rgba, Interlaced: false })
            {
                row.CopyTo(rgba.AsSpan(y * row.Length));
                continue;
            }

            for (int column = 0; column < columns; column++)
            {
                Span<byte> pixel = rgba.AsSpan(((y * side) + pass.X + (column * pass.StepX)) * 4, 4);
                if (!TryConvert(png, row.Slice(column * channels, channels), pixel))
                {
                    findings.Error(Rules.IconPalette, IconPng.FileName, $"A pixel has the colour {row[column]}; the palette has {png.Palette.Length / 3}.", "Save the icon again as PNG.");
                    return false;
                }
            }
        }

        return true;
    }

    private static bool TryConvert(PngStructure png, ReadOnlySpan<byte> sample, Span<byte> pixel)
    {
        ReadOnlySpan<byte> transparency = png.Transparency.Span;
        switch (png.Header.ColorType)
        {
            case PngColorType.Palette:
                return TryLookUp(png.Palette.Span, transparency, sample[0], pixel);
            case PngColorType.Grey:
                Set(pixel, sample[0], sample[0], sample[0], png.HasTransparency && sample[0] == transparency[1] ? (byte)0 : (byte)255);
                break;
            case PngColorType.GreyAlpha:
                Set(pixel, sample[0], sample[0], sample[0], sample[1]);
                break;
            case PngColorType.Rgb:
                // Of the 16 bits of tRNS only the lower 8 count at this depth.
                bool clear = png.HasTransparency && sample[0] == transparency[1] && sample[1] == transparency[3] && sample[2] == transparency[5];
                Set(pixel, sample[0], sample[1], sample[2], clear ? (byte)0 : (byte)255);
                break;
            default:
                sample.CopyTo(pixel);
                break;
        }

        return true;
    }

    private static bool TryLookUp(ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency, int index, Span<byte> pixel)
    {
        if (index >= palette.Length / 3)
        {
            return false;
        }

        ReadOnlySpan<byte> color = palette.Slice(3 * index);
        Set(pixel, color[0], color[1], color[2], index < transparency.Length ? transparency[index] : (byte)255);
        return true;
    }

    private static void Set(Span<byte> pixel, byte red, byte green, byte blue, byte alpha) =>
        (pixel[0], pixel[1], pixel[2], pixel[3]) = (red, green, blue, alpha);

    private static int Count(int side, int first, int step) => (side - first + step - 1) / step;

    private static byte[]? Fail(FindingList findings, string message)
    {
        findings.Error(Rules.IconData, IconPng.FileName, message, "Save the icon again as PNG.");
        return null;
    }
}
