using System.Buffers.Binary;
using ICSharpCode.SharpZipLib.Zip.Compression;
using NeuralMarket.Format.Binary;

namespace NeuralMarket.Format.Icons;

/// <summary>
/// The pinned encoder of canonical icons: 8-bit RGBA, not interlaced, the filter with the least sum of absolute differences a row (PNG, section 12.7),
/// one IDAT, deflated by managed code at level 9, so that the same pixels give the same bytes on every machine.
/// </summary>
internal static class PngEncoder
{
    private const int Channels = 4;

    /// <summary>No icon of this side becomes longer than this, in bytes: deflate stores what it cannot pack, for less than a thousandth more.</summary>
    public static long GreatestLength(int side)
    {
        const int everythingElse = 1024;
        long raw = (long)side * (1 + (Channels * side));
        return raw + (raw / 1000) + everythingElse;
    }

    public static byte[] Write(Icon icon)
    {
        using MemoryStream file = new();
        ReadOnlySpan<byte> signature = PngChunks.Signature;
        file.Write(signature.ToArray(), 0, signature.Length);
        WriteChunk(file, "IHDR", Header(icon.Side));
        WriteChunk(file, "IDAT", Deflate(Filter(icon)));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Header(int side)
    {
        byte[] header = new byte[PngHeader.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 8;
        header[9] = (byte)PngColorType.Rgba;
        return header;
    }

    private static byte[] Filter(Icon icon)
    {
        int stride = icon.Side * Channels;
        byte[] filtered = new byte[icon.Side * (1 + stride)];
        PngFilteredRow rows = new(stride, Channels);
        for (int y = 0; y < icon.Side; y++)
        {
            rows.Write(icon.Rgba.AsSpan(y * stride, stride), filtered.AsSpan(y * (1 + stride), 1 + stride));
        }

        return filtered;
    }

    private static byte[] Deflate(byte[] data)
    {
        Deflater deflater = new(Deflater.BEST_COMPRESSION);
        deflater.SetInput(data);
        deflater.Finish();
        using MemoryStream packed = new();
        byte[] buffer = new byte[64 * 1024];
        while (!deflater.IsFinished)
        {
            packed.Write(buffer, 0, deflater.Deflate(buffer));
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        for (int i = 0; i < 4; i++)
        {
            chunk[4 + i] = (byte)type[i];
        }

        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksum.Crc32(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk, 0, chunk.Length);
    }
}
