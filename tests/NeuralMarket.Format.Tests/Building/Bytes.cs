using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NeuralMarket.Format.Tests.Building;

/// <summary>Small ways to make and change bytes.</summary>
internal static class Bytes
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Short(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] Integer(long value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return bytes;
    }

    public static byte[] Long(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Join(params IEnumerable<byte[]> parts) => [.. parts.SelectMany(part => part)];

    /// <summary>A copy with other bytes at a place: how a builder breaks one range.</summary>
    public static byte[] With(this byte[] bytes, int at, params byte[] other)
    {
        byte[] changed = [.. bytes];
        other.CopyTo(changed, at);
        return changed;
    }

    public static byte[] Deflate(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        if (content.Length == 0)
        {
            // The framework writes nothing at all. This is one block with fixed codes and nothing in it.
            return [3, 0];
        }

        using MemoryStream packed = new();
        using (DeflateStream stream = new(packed, level, leaveOpen: true))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Zlib(byte[] content)
    {
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>CRC-32, bit by bit: another implementation than the product's.</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
