using System.Buffers.Binary;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Icons;

/// <summary>The colour types of PNG, section 11.2.1.</summary>
internal enum PngColorType
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>A checked IHDR of an icon: square, 64 to 1,024 pixels a side, bit depth 8.</summary>
internal sealed record PngHeader(int Side, PngColorType ColorType, bool Interlaced)
{
    public const int Length = 13;

    private const int MinimumSide = 64;
    private const int MaximumSide = 1024;

    /// <summary>Bytes a pixel.</summary>
    public int Channels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GreyAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>Reads a chunk's 13 bytes; <see langword="null"/> when a rule is broken.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> data, FindingList findings)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data.Slice(4));
        (byte depth, byte color, byte compression, byte filter, byte interlace) = (data[8], data[9], data[10], data[11], data[12]);
        bool sound = true;
        void Check(bool holds, string rule, string message, string remedy)
        {
            sound &= holds;
            if (!holds)
            {
                findings.Error(rule, IconPng.FileName, message, remedy);
            }
        }

        Check(width == height, Rules.IconSquare, $"The icon is {width} × {height} pixels.", "Crop it, or add a transparent border, until it is square.");
        uint side = Math.Max(width, height);
        Check(Math.Min(width, height) >= MinimumSide && side <= MaximumSide, Rules.IconSide, $"The icon is {width} × {height} pixels; {MinimumSide} to {MaximumSide} a side are allowed.", "Scale it, for example to 256 × 256.");
        Check(depth == 8, Rules.IconDepth, $"The bit depth is {depth}.", "Save it with 8 bits a channel.");
        Check(color is 0 or 2 or 3 or 4 or 6, Rules.IconColorType, $"The colour type {color} is not one of PNG's.", "Save it as a plain PNG.");
        Check(compression == 0 && filter == 0 && interlace <= 1, Rules.IconPng, "Compression, filter or interlace method is unknown.", "Save it as a plain PNG.");
        return sound ? new PngHeader((int)width, (PngColorType)color, interlace == 1) : null;
    }
}
