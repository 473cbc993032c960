using System.Buffers.Binary;
using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Containers;

/// <summary>Writes the canonical archive (specialneurons.md, "The canonical package"): stored, dated 1980-01-01 00:00, made by 2.0, needed 1.0, all else 0.</summary>
internal static class StoredZip
{
    private const ushort MadeBy = 20;
    private const ushort Needed = 10;
    private const ushort FirstDay = (1 << 5) | 1;

    /// <summary>Writes entries in the order given.</summary>
    public static byte[] Write(IReadOnlyList<(string Name, byte[] Content)> entries)
    {
        using MemoryStream file = new();
        using MemoryStream directory = new();
        foreach ((string name, byte[] content) in entries)
        {
            byte[] rawName = Utf8Text.Encode(name);
            byte[] common = Common(rawName, content);
            uint offset = (uint)file.Length;
            Append(file, Integer(ZipRecords.LocalSignature), common, rawName, content);
            Append(directory, Integer(ZipRecords.CentralSignature), Short(MadeBy), common, new byte[10], Integer(offset), rawName);
        }

        uint start = (uint)file.Length;
        Append(file, directory.ToArray());
        Append(file, Integer(ZipRecords.EndSignature), new byte[4], Short((ushort)entries.Count), Short((ushort)entries.Count), Integer((uint)directory.Length), Integer(start), new byte[2]);
        return file.ToArray();
    }

    // What local and central header share: from the version needed to the extra field's length.
    private static byte[] Common(byte[] rawName, byte[] content)
    {
        byte[] header = new byte[26];
        BinaryPrimitives.WriteUInt16LittleEndian(header, Needed);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), FirstDay);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(10), Checksum.Crc32(content));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), (ushort)rawName.Length);
        return header;
    }

    private static void Append(MemoryStream stream, params byte[][] parts)
    {
        foreach (byte[] part in parts)
        {
            stream.Write(part, 0, part.Length);
        }
    }

    private static byte[] Short(ushort value)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Integer(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
