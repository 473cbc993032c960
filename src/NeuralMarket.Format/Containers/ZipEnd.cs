using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>What the end of a ZIP file says about its central directory.</summary>
/// <param name="Entries">How many entries the directory has.</param>
/// <param name="DirectoryStart">The directory's first byte.</param>
/// <param name="DirectoryEnd">The first byte behind it.</param>
internal sealed record ZipEnd(int Entries, int DirectoryStart, int DirectoryEnd)
{
    private const int MaximumComment = ushort.MaxValue;
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>Finds the end record, with a ZIP64 record where there is one; <see langword="null"/> when the directory cannot be found.</summary>
    public static ZipEnd? Read(ReadOnlySpan<byte> file, FindingList findings)
    {
        int at = Find(file, findings);
        if (at < 0)
        {
            return null;
        }

        EndValues values = new(
            ZipRecords.Short(file, at + 4), ZipRecords.Short(file, at + 6), ZipRecords.Short(file, at + 8), ZipRecords.Short(file, at + 10),
            ZipRecords.Integer(file, at + 12), ZipRecords.Integer(file, at + 16));
        int behind = at;
        if (values.DirectoryOffset + values.DirectorySize != (ulong)at && ZipRecords.IsAt(file, at - ZipRecords.Zip64LocatorLength, ZipRecords.Zip64LocatorSignature, ZipRecords.Zip64LocatorLength))
        {
            behind = ReadZip64(file, at - ZipRecords.Zip64LocatorLength, ref values, findings);
        }

        return behind < 0 ? null : Check(file, values, behind, findings);
    }

    // At the file's end, or behind that with a comment or with something else, which is reported.
    private static int Find(ReadOnlySpan<byte> file, FindingList findings)
    {
        for (int at = file.Length - ZipRecords.EndLength; at >= 0 && at >= file.Length - ZipRecords.EndLength - MaximumComment; at--)
        {
            if (!ZipRecords.IsAt(file, at, ZipRecords.EndSignature, ZipRecords.EndLength))
            {
                continue;
            }

            int comment = ZipRecords.Short(file, at + 20);
            int behind = file.Length - at - ZipRecords.EndLength;
            if (comment > 0)
            {
                findings.Error(Rules.ContainerComment, "", $"The archive has a comment of {comment} bytes.", Remedy);
            }

            if (behind != comment)
            {
                findings.Error(Rules.ContainerTrailingData, "", $"{behind} bytes follow the archive's end record, which declares a comment of {comment}.", Remedy);
            }

            return at;
        }

        findings.Error(Rules.ContainerZip, "", "The file is not a ZIP archive, or was cut off.", Remedy);
        return -1;
    }

    // Where the ZIP64 record begins, -1 when it is wrong. It lies directly before its locator.
    private static int ReadZip64(ReadOnlySpan<byte> file, int locator, ref EndValues values, FindingList findings)
    {
        int at = locator - ZipRecords.Zip64EndLength;
        bool sound = ZipRecords.IsAt(file, at, ZipRecords.Zip64EndSignature, ZipRecords.Zip64EndLength)
            && ZipRecords.Integer(file, locator + 4) == 0
            && ZipRecords.Long(file, locator + 8) == (ulong)at
            && ZipRecords.Integer(file, locator + 16) == 1
            && ZipRecords.Long(file, at + 4) == ZipRecords.Zip64EndLength - 12;
        EndValues large = sound
            ? new(ZipRecords.Integer(file, at + 16), ZipRecords.Integer(file, at + 20), ZipRecords.Long(file, at + 24), ZipRecords.Long(file, at + 32), ZipRecords.Long(file, at + 40), ZipRecords.Long(file, at + 48))
            : values;
        if (!sound || !values.AgreesWith(large))
        {
            findings.Error(Rules.ContainerZip64, "", "The archive's ZIP64 end record is damaged, or says something else than its end record.", Remedy);
            return -1;
        }

        values = large;
        return at;
    }

    private static ZipEnd? Check(ReadOnlySpan<byte> file, EndValues values, int behind, FindingList findings)
    {
        if (values.Disk != 0 || values.DirectoryDisk != 0 || values.EntriesOnDisk != values.Entries)
        {
            findings.Error(Rules.ContainerDisk, "", "The archive is part of a set of several files.", Remedy);
            return null;
        }

        if (values.DirectorySize > (ulong)behind || values.DirectoryOffset > (ulong)behind || values.Entries > (ulong)behind / ZipRecords.CentralLength)
        {
            findings.Error(Rules.ContainerDirectory, "", "The archive's directory is said to lie outside of the file.", Remedy);
            return null;
        }

        int start = (int)values.DirectoryOffset;
        int end = start + (int)values.DirectorySize;
        if (end == behind)
        {
            return new((int)values.Entries, start, end);
        }

        // Offsets that are all too small by as much: somebody put something in front.
        bool shifted = end < behind && values.Entries > 0 && ZipRecords.IsAt(file, behind - (end - start), ZipRecords.CentralSignature, ZipRecords.CentralLength);
        findings.Error(
            shifted ? Rules.ContainerLeadingData : end < behind ? Rules.ContainerHole : Rules.ContainerOverlap,
            "",
            shifted ? $"{behind - end} bytes stand in front of the archive." : "The archive's directory does not end where its end record begins.",
            Remedy);
        return null;
    }

    private readonly record struct EndValues(uint Disk, uint DirectoryDisk, ulong EntriesOnDisk, ulong Entries, ulong DirectorySize, ulong DirectoryOffset)
    {
        /// <summary>Every value is the one in the ZIP64 record, or all ones.</summary>
        public bool AgreesWith(EndValues large) =>
            (Disk == ZipRecords.ElsewhereShort || Disk == large.Disk)
            && (DirectoryDisk == ZipRecords.ElsewhereShort || DirectoryDisk == large.DirectoryDisk)
            && (EntriesOnDisk == ZipRecords.ElsewhereShort || EntriesOnDisk == large.EntriesOnDisk)
            && (Entries == ZipRecords.ElsewhereShort || Entries == large.Entries)
            && (DirectorySize == ZipRecords.Elsewhere || DirectorySize == large.DirectorySize)
            && (DirectoryOffset == ZipRecords.Elsewhere || DirectoryOffset == large.DirectoryOffset);
    }
}
