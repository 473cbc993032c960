using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>Where an entry's data lie, once its local header agrees with the directory.</summary>
/// <param name="DataStart">The first byte of the packed data.</param>
/// <param name="HasZip64">Whether this header or the directory has a ZIP64 field.</param>
internal readonly record struct ZipLocalHeader(int DataStart, bool HasZip64)
{
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>Reads the local header of an entry; <see langword="null"/> when its data cannot be found.</summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Where the directory begins: no local header reaches behind it.</param>
    /// <param name="entry">What the directory says of the entry.</param>
    /// <param name="findings">Takes what is found.</param>
    public static ZipLocalHeader? Read(ByteSource file, int end, ZipEntry entry, FindingList findings)
    {
        int at = (int)Math.Min(entry.LocalOffset, (ulong)end);
        ReadOnlySpan<byte> header = file.Slice(at, Math.Min(ZipRecords.LocalLength, end - at)).Span;
        if (!ZipRecords.IsAt(header, 0, ZipRecords.LocalSignature, ZipRecords.LocalLength))
        {
            findings.Error(Rules.ContainerHeader, entry.Name, "There is no local header where the directory says.", Remedy);
            return null;
        }

        int nameLength = ZipRecords.Short(header, 26);
        int extraLength = ZipRecords.Short(header, 28);
        int namesStart = at + ZipRecords.LocalLength;
        if (nameLength + extraLength > end - namesStart)
        {
            findings.Error(Rules.ContainerHeader, entry.Name, "The entry's local header reaches into the directory.", Remedy);
            return null;
        }

        ReadOnlySpan<byte> names = file.Slice(namesStart, nameLength + extraLength).Span;
        ulong disk = 0;
        Span<ulong> sizes = [ZipRecords.Integer(header, 22), ZipRecords.Integer(header, 18)];
        if (!ZipExtra.TryRead(names.Slice(nameLength), entry.Name, findings, out ReadOnlySpan<byte> zip64, out bool hasZip64)
            || !ZipExtra.TryResolve(zip64, hasZip64, entry.Name, findings, ref disk, sizes))
        {
            return null;
        }

        CheckFlags(ZipRecords.Short(header, 6), entry, findings);
        bool agrees = names.Slice(0, nameLength).SequenceEqual(entry.RawName.Span)
            && ZipRecords.Short(header, 8) == entry.Method
            && Fits(ZipRecords.Integer(header, 14), entry.Crc, entry)
            && Fits(sizes[1], entry.PackedSize, entry)
            && Fits(sizes[0], entry.Size, entry);
        if (!agrees)
        {
            findings.Error(Rules.ContainerHeader, entry.Name, "Local header and directory do not agree on name, method, sizes or CRC-32.", Remedy);
        }

        return new(namesStart + names.Length, hasZip64 || entry.HasZip64);
    }

    private static void CheckFlags(ushort flags, ZipEntry entry, FindingList findings)
    {
        if (flags != entry.Flags)
        {
            ZipEntry.CheckFlags(flags, entry.Name, findings);
        }

        if (((flags ^ entry.Flags) & ZipRecords.DescriptorFlag) != 0)
        {
            findings.Error(Rules.ContainerFlags, entry.Name, "Local header and directory do not agree on whether a data descriptor follows.", Remedy);
        }
    }

    // With a data descriptor the local header may say nothing, but not something else.
    private static bool Fits(ulong local, ulong central, ZipEntry entry) => local == central || (local == 0 && entry.HasDescriptor);
}
