using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>
/// Reads a package's ZIP file (specialneurons.md, "Container") strictly: one archive, from the first byte to the last, that no two readers can understand
/// differently. Own code, because libraries are lenient by design where this must not be.
/// </summary>
internal static class ZipContainer
{
    // Of a directory with more entries, or more bytes, nobody reads on: there are six names, and an entry's extra fields have at most 64 KiB.
    private const int MaximumRead = 1000;
    private const int MaximumDirectory = 2 * 1024 * 1024;
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>Reads the entries that can be read.</summary>
    public static UnpackedEntries Read(ByteSource file, FindingList findings)
    {
        Dictionary<string, ReadOnlyMemory<byte>> contents = new(StringComparer.Ordinal);
        if (ZipEnd.Read(file, findings) is not ZipEnd end || ReadDirectory(file, end, findings) is not { } entries)
        {
            return new(contents, null);
        }

        HashSet<string> repeated = CheckNames(entries, findings);
        ZipEntry[] inOrder = [.. entries.OrderBy(entry => entry.LocalOffset)];
        CheckBeginning(inOrder.Length == 0 ? (ulong)end.DirectoryStart : inOrder[0].LocalOffset, findings);
        for (int i = 0; i < inOrder.Length; i++)
        {
            ulong next = Math.Min((ulong)end.DirectoryStart, i + 1 < inOrder.Length ? inOrder[i + 1].LocalOffset : ulong.MaxValue);
            if (ZipLocalHeader.Read(file, end.DirectoryStart, inOrder[i], findings) is ZipLocalHeader local
                && HoldsData(file, inOrder[i], local, next, findings) && !repeated.Contains(inOrder[i].Name))
            {
                Unpack(file, local.DataStart, inOrder[i], contents, findings);
            }
        }

        return new(contents, [.. entries.Select(entry => entry.Name)]);
    }

    private static List<ZipEntry>? ReadDirectory(ByteSource file, ZipEnd end, FindingList findings)
    {
        if (end.Entries > PackageEntry.All.Count)
        {
            findings.Error(Rules.ContainerEntryCount, "", $"The archive has {end.Entries} entries; a package has at most {PackageEntry.All.Count}.", "Pack only the files of the patch, without folders.");
        }

        int length = end.DirectoryEnd - end.DirectoryStart;
        if (length > MaximumDirectory)
        {
            findings.Error(Rules.ContainerDirectory, "", $"The archive's directory has {length} bytes, more than six entries can have.", Remedy);
        }

        if (length > MaximumDirectory || end.Entries > MaximumRead)
        {
            return null;
        }

        ReadOnlyMemory<byte> directory = file.Slice(end.DirectoryStart, length);
        List<ZipEntry> entries = [];
        bool sound = true;
        int at = 0;
        for (int i = 0; i < end.Entries; i++)
        {
            if (!ZipRecords.IsAt(directory.Span, at, ZipRecords.CentralSignature, ZipRecords.CentralLength))
            {
                findings.Error(Rules.ContainerDirectory, "", $"The archive's directory has fewer than the {end.Entries} entries that its end record says.", Remedy);
                return null;
            }

            if (ZipEntry.Read(directory, at, findings, out int entryLength) is ZipEntry entry)
            {
                entries.Add(entry);
            }
            else
            {
                sound = false;
            }

            if (entryLength > length - at)
            {
                return null;
            }

            at += entryLength;
        }

        if (at != length)
        {
            findings.Error(Rules.ContainerDirectory, "", $"The archive's directory has more than the {end.Entries} entries that its end record says.", Remedy);
            return null;
        }

        return sound ? entries : null;
    }

    // Names that stand more than once, whose contents nobody wants to see.
    private static HashSet<string> CheckNames(List<ZipEntry> entries, FindingList findings)
    {
        foreach (ZipEntry entry in entries.Where(entry => PackageEntry.Find(entry.Name) is null))
        {
            string? meant = PackageEntry.All.FirstOrDefault(known => string.Equals(known.Name, entry.Name, StringComparison.OrdinalIgnoreCase))?.Name;
            findings.Error(Rules.ContainerEntryName, entry.Name, $"{Quote.Text(entry.Name)} is not a file of a package.", meant is null ? "Leave it out; put the files at the top, in no folder." : $"Name it {meant}.");
        }

        HashSet<string> repeated = new(StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, ZipEntry> group in entries.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            findings.Error(Rules.ContainerEntryRepeated, group.Key, $"{group.Count()} entries have this name, upper and lower case aside.", "Keep one of them.");
            repeated.Add(group.Key);
        }

        return repeated;
    }

    private static void CheckBeginning(ulong first, FindingList findings)
    {
        if (first > 0)
        {
            findings.Error(Rules.ContainerLeadingData, "", $"{first} bytes stand in front of the archive.", Remedy);
        }
    }

    // Whether the packed data lie in front of where the next entry or the directory begins; they and their descriptor must reach exactly to there.
    private static bool HoldsData(ByteSource file, ZipEntry entry, ZipLocalHeader local, ulong next, FindingList findings)
    {
        ulong start = (ulong)local.DataStart;
        if (start > next || entry.PackedSize > next - start)
        {
            findings.Error(Rules.ContainerOverlap, entry.Name, "The entry reaches into the next one, or into the directory.", Remedy);
            return false;
        }

        int gap = (int)(next - start - entry.PackedSize);
        if (!entry.HasDescriptor)
        {
            if (gap > 0)
            {
                findings.Error(Rules.ContainerHole, entry.Name, $"{gap} bytes that belong to nothing follow the entry.", Remedy);
            }
        }
        else if (gap > ZipDescriptor.MaximumLength)
        {
            findings.Error(Rules.ContainerHole, entry.Name, $"{gap} bytes follow the entry's data; a data descriptor has at most {ZipDescriptor.MaximumLength}.", Remedy);
        }
        else if (!ZipDescriptor.Agrees(file.Slice((int)(start + entry.PackedSize), gap).Span, entry, local.HasZip64))
        {
            findings.Error(Rules.ContainerDescriptor, entry.Name, "The data descriptor is missing or damaged, or does not agree with the directory.", Remedy);
        }

        return true;
    }

    private static void Unpack(ByteSource file, int start, ZipEntry entry, Dictionary<string, ReadOnlyMemory<byte>> contents, FindingList findings)
    {
        if (PackageEntry.Find(entry.Name) is PackageEntry known && entry.Method is ZipRecords.Stored or ZipRecords.Deflated && !entry.IsEncrypted
            && ZipContent.Unpack(file, start, entry, known.MaximumLength, findings) is ReadOnlyMemory<byte> content)
        {
            contents[entry.Name] = content;
        }
    }
}
