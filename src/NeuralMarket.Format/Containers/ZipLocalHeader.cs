using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>Where an entry's data lie, once its local header agrees with the directory.</summary>
/// <param name="DataStart">The first byte of the packed data.</param>
/// <param name="HasZip64">Whether this header or the directory has a ZIP64 field.</param>
internal readonly record struct ZipLocalHeader(int DataStart, bool HasZip64)
{
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>Reads the local header of an entry; <see langword="null"/> when its data cannot be found.</summary>
    public static ZipLocalHeader? Read(ReadOnlySpan<byte> file, ZipEntry entry, FindingList findings)
    {
        if (entry.LocalOffset > (ulong)file.Length || !ZipRecords.IsAt(file, (long)entry.LocalOffset, ZipRecords.LocalSignature, ZipRecords.LocalLength))
        {
            findings.Error(Rules.ContainerHeader, entry.Name, "There is no local header where the directory says.", Remedy);
            return null;
        }

        ReadOnlySpan<byte> header = file.Slice((int)entry.LocalOffset);
        int nameLength = ZipRecords.Short(header, 26);
        int extraLength = ZipRecords.Short(header, 28);
        int length = ZipRecords.LocalLength + nameLength + extraLength;
        if (length > header.Length)
        {
            findings.Error(Rules.ContainerHeader, entry.Name, "The file ends inside of the entry's local header.", Remedy);
            return null;
        }

        ulong disk = 0;
        Span<ulong> sizes = [ZipRecords.Integer(header, 22), ZipRecords.Integer(header, 18)];
        if (!ZipExtra.TryRead(header.Slice(ZipRecords.LocalLength + nameLength, extraLength), entry.Name, findings, out ReadOnlySpan<byte> zip64, out bool hasZip64)
            || !ZipExtra.TryResolve(zip64, hasZip64, entry.Name, findings, ref disk, sizes))
        {
            return null;
        }

        ushort flags = ZipRecords.Short(header, 6);
        ZipEntry.CheckFlags(flags, entry.Name, findings);
        if (((flags ^ entry.Flags) & ZipRecords.DescriptorFlag) != 0)
        {
            findings.Error(Rules.ContainerFlags, entry.Name, "Local header and directory do not agree on whether a data descriptor follows.", Remedy);
        }

        bool agrees = header.Slice(ZipRecords.LocalLength, nameLength).SequenceEqual(entry.RawName.Span)
            && ZipRecords.Short(header, 8) == entry.Method
            && Fits(ZipRecords.Integer(header, 14), entry.Crc, entry)
            && Fits(sizes[1], entry.PackedSize, entry)
            && Fits(sizes[0], entry.Size, entry);
        if (!agrees)
        {
            findings.Error(Rules.ContainerHeader, entry.Name, "Local header and directory do not agree on name, method, sizes or CRC-32.", Remedy);
        }

        return new((int)entry.LocalOffset + length, hasZip64 || entry.HasZip64);
    }

    // With a data descriptor the local header may say nothing, but not something else.
    private static bool Fits(ulong local, ulong central, ZipEntry entry) => local == central || (local == 0 && entry.HasDescriptor);
}
