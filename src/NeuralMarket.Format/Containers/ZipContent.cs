using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>Unpacks one entry and holds its content to its headers and its limit.</summary>
internal static class ZipContent
{
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>The content; <see langword="null"/> when a rule is broken.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where the packed data, which lie inside the file, begin.</param>
    /// <param name="entry">What the directory says of the entry.</param>
    /// <param name="limit">The greatest length of the content.</param>
    /// <param name="findings">Takes what is found.</param>
    public static ReadOnlyMemory<byte>? Unpack(ByteSource file, int start, ZipEntry entry, int limit, FindingList findings)
    {
        int packed = (int)entry.PackedSize;
        if (entry.Method == ZipRecords.Stored)
        {
            return packed > limit ? TooLong(entry, limit, findings) : Check(file.Slice(start, packed), entry, findings);
        }

        Inflation inflation = Inflation.Of(file, start, packed, limit);
        switch (inflation.End)
        {
            case InflationEnd.TooLong:
                return TooLong(entry, limit, findings);
            case InflationEnd.Exact:
                return Check(inflation.Content, entry, findings);
            case InflationEnd.BytesLeft:
                return Fail(Rules.ContainerDeflate, entry, "Its data end before its packed size.", findings);
            case InflationEnd.Truncated:
                return Fail(Rules.ContainerDeflate, entry, "Its data do not end at its packed size.", findings);
            default:
                return Fail(Rules.ContainerDeflate, entry, "Its data cannot be inflated.", findings);
        }
    }

    private static ReadOnlyMemory<byte>? Check(ReadOnlyMemory<byte> content, ZipEntry entry, FindingList findings)
    {
        if ((ulong)content.Length != entry.Size)
        {
            return Fail(Rules.ContainerLength, entry, $"It has {content.Length} bytes; the directory says {entry.Size}.", findings);
        }

        return Checksum.Crc32(content.Span) == entry.Crc ? content : Fail(Rules.ContainerCrc, entry, "Its CRC-32 does not fit its content.", findings);
    }

    private static ReadOnlyMemory<byte>? TooLong(ZipEntry entry, int limit, FindingList findings)
    {
        findings.Error(Rules.ContainerEntrySize, entry.Name, $"It has more than the {limit} bytes that are allowed.", "Make it smaller.");
        return null;
    }

    private static ReadOnlyMemory<byte>? Fail(string rule, ZipEntry entry, string message, FindingList findings)
    {
        findings.Error(rule, entry.Name, message, Remedy);
        return null;
    }
}
