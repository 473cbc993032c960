using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>What the end of a ZIP file says about its central directory.</summary>
/// <param name="Entries">How many entries the directory has.</param>
/// <param name="DirectoryStart">The directory's first byte.</param>
/// <param name="DirectoryEnd">The first byte behind it.</param>
internal sealed record ZipEnd(int Entries, int DirectoryStart, int DirectoryEnd)
{
    private const int MaximumComment = ushort.MaxValue;
    private const int MaximumLength = ZipRecords.Zip64EndLength + ZipRecords.Zip64LocatorLength + ZipRecords.EndLength + MaximumComment;
    private const string Remedy = "Pack the files again, for example with the command \"pack\".";

    /// <summary>Finds the end record, with a ZIP64 record where there is one; <see langword="null"/> when the directory cannot be found.</summary>
    public static ZipEnd? Read(ByteSource file, FindingList findings)
    {
        // Only the file's tail is read; positions in it are told from those in the file by their names.
        int tailStart = Math.Max(0, file.Length - MaximumLength);
        ReadOnlySpan<byte> tail = file.Slice(tailStart, file.Length - tailStart).Span;
        int inTail = Find(tail, findings);
        if (inTail < 0)
        {
            return null;
        }

        EndValues values = new(
            ZipRecords.Short(tail, inTail + 4), ZipRecords.Short(tail, inTail + 6), ZipRecords.Short(tail, inTail + 8), ZipRecords.Short(tail, inTail + 10),
            ZipRecords.Integer(tail, inTail + 12), ZipRecords.Integer(tail, inTail + 16));
        int at = tailStart + inTail;
        int behind = at;
        int locatorInTail = inTail - ZipRecords.Zip64LocatorLength;
        if (values.DirectoryOffset + values.DirectorySize != (ulong)at && ZipRecords.IsAt(tail, locatorInTail, ZipRecords.Zip64LocatorSignature, ZipRecords.Zip64LocatorLength))
        {
            behind = ReadZip64(tail, tailStart, locatorInTail, ref values, findings);
        }

        return behind < 0 ? null : Check(file, values, behind, findings);
    }

    // At the file's end, or behind that with a comment or with something else, which is reported.
    private static int Find(ReadOnlySpan<byte> tail, FindingList findings)
    {
        for (int at = tail.Length - ZipRecords.EndLength; at >= 0 && at >= tail.Length - ZipRecords.EndLength - MaximumComment; at--)
        {
            if (!ZipRecords.IsAt(tail, at, ZipRecords.EndSignature, ZipRecords.EndLength))
            {
                continue;
            }

            int comment = ZipRecords.Short(tail, at + 20);
            int behind = tail.Length - at - ZipRecords.EndLength;
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

    // Where in the file the ZIP64 record begins, -1 when it is wrong. It lies directly before its locator.
    private static int ReadZip64(ReadOnlySpan<byte> tail, int tailStart, int locator, ref EndValues values, FindingList findings)
    {
        int inTail = locator - ZipRecords.Zip64EndLength;
        int at = tailStart + inTail;
        bool sound = ZipRecords.IsAt(tail, inTail, ZipRecords.Zip64EndSignature, ZipRecords.Zip64EndLength)
            && ZipRecords.Integer(tail, locator + 4) == 0
            && ZipRecords.Long(tail, locator + 8) == (ulong)at
            && ZipRecords.Integer(tail, locator + 16) == 1
            && ZipRecords.Long(tail, inTail + 4) == ZipRecords.Zip64EndLength - 12;
        EndValues large = sound
            ? new(ZipRecords.Integer(tail, inTail + 16), ZipRecords.Integer(tail, inTail + 20), ZipRecords.Long(tail, inTail + 24), ZipRecords.Long(tail, inTail + 32), ZipRecords.Long(tail, inTail + 40), ZipRecords.Long(tail, inTail + 48))
            : values;
        if (!sound || !values.AgreesWith(large))
        {
            findings.Error(Rules.ContainerZip64, "", "The archive's ZIP64 end record is damaged, or says something else than its end record.", Remedy);
            return -1;
        }

        values = large;
        return at;
    }

    private static ZipEnd? Check(ByteSource file, EndValues values, int behind, FindingList findings)
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
        int size = (int)values.DirectorySize;
        if (size == behind - start)
        {
            return new((int)values.Entries, start, behind);
        }

        if (size > behind - start)
        {
            findings.Error(Rules.ContainerOverlap, "", "The archive's directory reaches into its end record.", Remedy);
            return null;
        }

        // Offsets that are all too small by as much: somebody put something in front.
        int gap = behind - start - size;
        bool shifted = values.Entries > 0 && size >= ZipRecords.CentralLength
            && ZipRecords.Integer(file.Slice(behind - size, sizeof(uint)).Span, 0) == ZipRecords.CentralSignature;
        findings.Error(
            shifted ? Rules.ContainerLeadingData : Rules.ContainerHole,
            "",
            shifted ? $"{gap} bytes stand in front of the archive." : $"{gap} bytes that belong to nothing stand behind the archive's directory.",
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
