using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Icons;

/// <summary>Reads and writes <c>icon.png</c> (specialneurons.md).</summary>
public static class IconPng
{
    /// <summary>Checks and decodes a submitted icon.</summary>
    public static Reading<Icon> Read(ReadOnlyMemory<byte> file) => throw new NotImplementedException();

    /// <summary>Encodes as 8-bit RGBA, not interlaced, no ancillary chunks; the same bytes on every machine.</summary>
    public static byte[] WriteCanonical(Icon icon) => throw new NotImplementedException();
}
