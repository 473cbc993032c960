using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>
/// Reads a package's ZIP file (specialneurons.md, "Container") strictly: one archive, from the first byte to the last, that no two readers can understand
/// differently. Own code, because libraries are lenient by design where this must not be; only deflate and CRC-32 are a library's.
/// </summary>
internal static class ZipContainer
{
    // Of a directory with more entries nobody reads on: there are six names.
    private const int MaximumRead = 1000;
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>The contents of the entries that could be read, by name.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> file, FindingList findings)
    {
        Dictionary<string, ReadOnlyMemory<byte>> contents = new(StringComparer.Ordinal);
        if (ZipEnd.Read(file.Span, findings) is not ZipEnd end || ReadDirectory(file, end, findings) is not { } entries)
        {
            return contents;
        }

        CheckNames(entries, findings);
        ZipEntry[] inOrder = [.. entries.OrderBy(entry => entry.LocalOffset)];
        CheckBeginning(inOrder.Length == 0 ? (ulong)end.DirectoryStart : inOrder[0].LocalOffset, findings);
        for (int i = 0; i < inOrder.Length; i++)
        {
            ulong next = i + 1 < inOrder.Length ? inOrder[i + 1].LocalOffset : (ulong)end.DirectoryStart;
            if (ZipLocalHeader.Read(file.Span.Slice(0, end.DirectoryStart), inOrder[i], findings) is ZipLocalHeader local
                && FindData(file, inOrder[i], local, next, findings) is ReadOnlyMemory<byte> packed)
            {
                Unpack(packed, inOrder[i], contents, findings);
            }
        }

        return contents;
    }

    private static List<ZipEntry>? ReadDirectory(ReadOnlyMemory<byte> file, ZipEnd end, FindingList findings)
    {
        if (end.Entries > PackageEntry.All.Count)
        {
            findings.Error(Rules.ContainerEntryCount, "", $"The archive has {end.Entries} entries; a package has at most {PackageEntry.All.Count}.", "Pack only the files of the patch, without folders.");
        }

        if (end.Entries > MaximumRead)
        {
            return null;
        }

        ReadOnlyMemory<byte> directory = file.Slice(0, end.DirectoryEnd);
        List<ZipEntry> entries = [];
        int at = end.DirectoryStart;
        for (int i = 0; i < end.Entries; i++)
        {
            if (!ZipRecords.IsAt(directory.Span, at, ZipRecords.CentralSignature, ZipRecords.CentralLength))
            {
                findings.Error(Rules.ContainerDirectory, "", $"The archive's directory has fewer than the {end.Entries} entries that its end record says.", Remedy);
                return null;
            }

            if (ZipEntry.Read(directory, at, findings, out int length) is not ZipEntry entry)
            {
                return null;
            }

            entries.Add(entry);
            at += length;
        }

        if (at != end.DirectoryEnd)
        {
            findings.Error(Rules.ContainerDirectory, "", $"The archive's directory has more than the {end.Entries} entries that its end record says.", Remedy);
            return null;
        }

        return entries;
    }

    private static void CheckNames(List<ZipEntry> entries, FindingList findings)
    {
        foreach (ZipEntry entry in entries.Where(entry => PackageEntry.Find(entry.Name) is null))
        {
            string? meant = PackageEntry.All.FirstOrDefault(known => string.Equals(known.Name, entry.Name, StringComparison.OrdinalIgnoreCase))?.Name;
            findings.Error(Rules.ContainerEntryName, entry.Name, $"{Quote.Text(entry.Name)} is not a file of a package.", meant is null ? "Leave it out; put the files at the top, in no folder." : $"Name it {meant}.");
        }

        foreach (IGrouping<string, ZipEntry> group in entries.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            findings.Error(Rules.ContainerEntryRepeated, group.Key, $"{group.Count()} entries have this name, upper and lower case aside.", "Keep one of them.");
        }
    }

    private static void CheckBeginning(ulong first, FindingList findings)
    {
        if (first > 0)
        {
            findings.Error(Rules.ContainerLeadingData, "", $"{first} bytes stand in front of the archive.", Remedy);
        }
    }

    // The packed data, if they and their descriptor reach exactly to where the next entry or the directory begins.
    private static ReadOnlyMemory<byte>? FindData(ReadOnlyMemory<byte> file, ZipEntry entry, ZipLocalHeader local, ulong next, FindingList findings)
    {
        ulong start = (ulong)local.DataStart;
        if (start > next || entry.PackedSize > next - start)
        {
            findings.Error(Rules.ContainerOverlap, entry.Name, "The entry reaches into the next one, or into the directory.", Remedy);
            return null;
        }

        int gap = (int)(next - start - entry.PackedSize);
        if (entry.HasDescriptor)
        {
            ReadOnlySpan<byte> descriptor = file.Span.Slice((int)(start + entry.PackedSize), gap);
            if (gap > ZipDescriptor.MaximumLength)
            {
                findings.Error(Rules.ContainerHole, entry.Name, $"{gap} bytes follow the entry's data; a data descriptor has at most {ZipDescriptor.MaximumLength}.", Remedy);
            }
            else if (!ZipDescriptor.Agrees(descriptor, entry, local.HasZip64))
            {
                findings.Error(Rules.ContainerDescriptor, entry.Name, "The data descriptor is damaged, or does not agree with the directory.", Remedy);
            }
        }
        else if (gap > 0)
        {
            findings.Error(Rules.ContainerHole, entry.Name, $"{gap} bytes that belong to nothing follow the entry.", Remedy);
        }

        return file.Slice((int)start, (int)entry.PackedSize);
    }

    private static void Unpack(ReadOnlyMemory<byte> packed, ZipEntry entry, Dictionary<string, ReadOnlyMemory<byte>> contents, FindingList findings)
    {
        if (PackageEntry.Find(entry.Name) is PackageEntry known && entry.Method is ZipRecords.Stored or ZipRecords.Deflated
            && ZipContent.Unpack(packed, entry, known.MaximumLength, findings) is ReadOnlyMemory<byte> content)
        {
            contents[entry.Name] = content;
        }
    }
}
