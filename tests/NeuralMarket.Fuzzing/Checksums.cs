using System.Buffers.Binary;

namespace NeuralMarket.Fuzzing;

/// <summary>Makes checksums right after a mutation; what it does not understand it leaves alone.</summary>
internal static class Checksums
{
    private const int CentralLength = 46;
    private const int LocalLength = 30;

    /// <summary>The CRC-32 of stored entries, in both headers.</summary>
    public static void RepairZip(byte[] file)
    {
        for (int at = 0; at + CentralLength <= file.Length; at++)
        {
            Span<byte> header = file.AsSpan(at);
            if (header[0] != 'P' || header[1] != 'K' || header[2] != 1 || header[3] != 2 || header[10] != 0)
            {
                continue;
            }

            long local = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
            if (local + LocalLength > file.Length)
            {
                continue;
            }

            long start = local + LocalLength + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((int)local + 26)) + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((int)local + 28));
            if (start + length <= file.Length)
            {
                uint crc = System.IO.Hashing.Crc32.HashToUInt32(file.AsSpan((int)start, (int)length));
                BinaryPrimitives.WriteUInt32LittleEndian(header[16..], crc);
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan((int)local + 14), crc);
            }
        }
    }

    /// <summary>The CRC of every chunk.</summary>
    public static void RepairPng(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                return;
            }

            uint crc = System.IO.Hashing.Crc32.HashToUInt32(file.AsSpan(at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), crc);
            at += 12 + (int)length;
        }
    }
}
