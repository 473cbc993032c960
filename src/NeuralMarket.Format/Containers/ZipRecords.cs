using System.Buffers.Binary;

namespace NeuralMarket.Format.Containers;

/// <summary>Signatures, lengths and bits of the ZIP records that a package can have (APPNOTE 6.3.10, section 4.3).</summary>
internal static class ZipRecords
{
    public const uint LocalSignature = 0x04034B50;
    public const uint CentralSignature = 0x02014B50;
    public const uint DescriptorSignature = 0x08074B50;
    public const uint EndSignature = 0x06054B50;
    public const uint Zip64EndSignature = 0x06064B50;
    public const uint Zip64LocatorSignature = 0x07064B50;

    public const int LocalLength = 30;
    public const int CentralLength = 46;
    public const int EndLength = 22;
    public const int Zip64EndLength = 56;
    public const int Zip64LocatorLength = 20;

    /// <summary>Set when a data descriptor follows the entry's data.</summary>
    public const ushort DescriptorFlag = 1 << 3;

    /// <summary>Encryption, strong encryption, masked headers.</summary>
    public const ushort EncryptionFlags = (1 << 0) | (1 << 6) | (1 << 13);

    /// <summary>Bits 1 and 2 (how hard the writer tried), 3, and 11 (names are UTF-8).</summary>
    public const ushort AllowedFlags = (1 << 1) | (1 << 2) | DescriptorFlag | (1 << 11);

    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    /// <summary>A value that stands in a ZIP64 field instead.</summary>
    public const uint Elsewhere = 0xFFFFFFFF;

    /// <summary>A disk or a count that stands in a ZIP64 field or record instead.</summary>
    public const ushort ElsewhereShort = 0xFFFF;

    public static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(at));

    public static uint Integer(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(at));

    public static ulong Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(at));

    /// <summary>Whether a record of this signature and length begins at a position.</summary>
    public static bool IsAt(ReadOnlySpan<byte> file, long at, uint signature, int length) =>
        at >= 0 && at <= file.Length - length && Integer(file, (int)at) == signature;
}
