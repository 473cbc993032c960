using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>One entry as the central directory describes it. Sizes in bytes.</summary>
/// <param name="Name">The name, decoded for people; <see cref="RawName"/> is what counts.</param>
/// <param name="RawName">The name's bytes.</param>
/// <param name="Flags">General purpose flags.</param>
/// <param name="Method">Compression method.</param>
/// <param name="Crc">CRC-32 of the content.</param>
/// <param name="PackedSize">As it lies in the file.</param>
/// <param name="Size">The content.</param>
/// <param name="LocalOffset">Where its local header begins.</param>
/// <param name="HasZip64">Whether it has a ZIP64 field.</param>
internal sealed record ZipEntry(string Name, ReadOnlyMemory<byte> RawName, ushort Flags, ushort Method, uint Crc, ulong PackedSize, ulong Size, ulong LocalOffset, bool HasZip64)
{
    private const int DosDirectory = 0x10;
    private const uint FileTypeMask = 0xF000;
    private const uint RegularFile = 0x8000;
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>Whether its data cannot be read without a password.</summary>
    public bool IsEncrypted => (Flags & ZipRecords.EncryptionFlags) != 0;

    /// <summary>Whether a data descriptor follows its data.</summary>
    public bool HasDescriptor => (Flags & ZipRecords.DescriptorFlag) != 0;

    /// <summary>Reads one header of the central directory; <see langword="null"/> when it cannot be used at all.</summary>
    public static ZipEntry? Read(ReadOnlyMemory<byte> directory, int at, FindingList findings, out int length)
    {
        ReadOnlySpan<byte> header = directory.Span.Slice(at);
        int nameLength = ZipRecords.Short(header, 28);
        int extraLength = ZipRecords.Short(header, 30);
        int commentLength = ZipRecords.Short(header, 32);
        length = ZipRecords.CentralLength + nameLength + extraLength + commentLength;
        if (length > header.Length)
        {
            findings.Error(Rules.ContainerDirectory, "", "The archive's directory ends inside of an entry.", Remedy);
            return null;
        }

        ReadOnlyMemory<byte> rawName = directory.Slice(at + ZipRecords.CentralLength, nameLength);
        string name = NameOf(rawName.Span);
        if (!ZipExtra.TryRead(header.Slice(ZipRecords.CentralLength + nameLength, extraLength), name, findings, out ReadOnlySpan<byte> zip64, out bool hasZip64))
        {
            return null;
        }

        ulong disk = ZipRecords.Short(header, 34);
        Span<ulong> values = [ZipRecords.Integer(header, 24), ZipRecords.Integer(header, 20), ZipRecords.Integer(header, 42)];
        if (!ZipExtra.TryResolve(zip64, hasZip64, name, findings, ref disk, values))
        {
            return null;
        }

        Check(disk == 0, Rules.ContainerDisk, name, "The entry lies in another file.", findings);
        Check(commentLength == 0, Rules.ContainerComment, name, $"The entry has a comment of {commentLength} bytes.", findings);
        CheckFileType(ZipRecords.Integer(header, 38), name, findings);
        ZipEntry entry = new(name, rawName, ZipRecords.Short(header, 8), ZipRecords.Short(header, 10), ZipRecords.Integer(header, 16), values[1], values[0], values[2], hasZip64);
        CheckFlags(entry.Flags, name, findings);
        Check(entry.Method is ZipRecords.Stored or ZipRecords.Deflated, Rules.ContainerMethod, name, $"The entry is packed with method {entry.Method}.", findings);
        return entry;
    }

    /// <summary>Holds general purpose flags to the specification.</summary>
    public static void CheckFlags(ushort flags, string name, FindingList findings)
    {
        bool encrypted = (flags & ZipRecords.EncryptionFlags) != 0;
        Check(!encrypted, Rules.ContainerEncryption, name, "The entry is encrypted.", findings);
        Check(encrypted || (flags & ~ZipRecords.AllowedFlags) == 0, Rules.ContainerFlags, name, $"The flags 0x{flags:X4} are not allowed.", findings);
    }

    private static void CheckFileType(uint attributes, string name, FindingList findings)
    {
        uint type = (attributes >> 16) & FileTypeMask;
        Check(type is 0 or RegularFile && (attributes & DosDirectory) == 0, Rules.ContainerFileType, name, "The entry is a folder, a link or something else that is no regular file.", findings);
    }

    private static void Check(bool holds, string rule, string name, string message, FindingList findings)
    {
        if (!holds)
        {
            findings.Error(rule, name, message, Remedy);
        }
    }

    // ASCII as it is, everything else by number: only ASCII names are valid.
    private static string NameOf(ReadOnlySpan<byte> name)
    {
        System.Text.StringBuilder text = new();
        foreach (byte character in name)
        {
            _ = character is >= 0x20 and < 0x7F ? text.Append((char)character) : text.Append('<').Append(character.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)).Append('>');
        }

        return Quote.Plain(text.ToString());
    }
}
