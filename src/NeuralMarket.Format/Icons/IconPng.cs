using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Icons;

/// <summary>Reads and writes <c>icon.png</c> (specialneurons.md).</summary>
public static class IconPng
{
    /// <summary>The greatest size of an icon's file in bytes (1 MiB).</summary>
    public const int MaximumLength = 1024 * 1024;

    internal const string FileName = "icon.png";

    /// <summary>Checks and decodes a submitted icon.</summary>
    public static Reading<Icon> Read(ReadOnlyMemory<byte> file)
    {
        FindingList findings = new();
        if (PngChunks.Read(file, findings) is not { } chunks
            || PngStructure.Read(chunks, findings) is not { } png
            || PngPixels.Read(png, findings) is not { } rgba)
        {
            return findings.Finish<Icon>(null);
        }

        Icon icon = new(png.Header.Side, rgba);
        if (!ShowsSomething(rgba))
        {
            findings.Error(Rules.IconBlank, FileName, "All pixels look the same.", "Draw something that tells the patch from others at a glance.");
        }

        return findings.Finish(icon);
    }

    /// <summary>Encodes as 8-bit RGBA, not interlaced, no ancillary chunks; the same bytes on every machine.</summary>
    public static byte[] WriteCanonical(Icon icon) => PngEncoder.Write(icon);

    private static bool ShowsSomething(byte[] rgba) => DiffersOver(rgba, 255) || DiffersOver(rgba, 0);

    private static bool DiffersOver(byte[] rgba, int background)
    {
        for (int i = 4; i < rgba.Length; i++)
        {
            // Every channel against that of the first pixel; alpha itself is not seen.
            if (i % 4 != 3 && Over(rgba[i], rgba[i | 3], background) != Over(rgba[i % 4], rgba[3], background))
            {
                return true;
            }
        }

        return false;
    }

    // 8 bits, rounded to nearest, as base-network.md lays alpha over white.
    private static int Over(int color, int alpha, int background) => ((color * alpha) + (background * (255 - alpha)) + 127) / 255;
}
