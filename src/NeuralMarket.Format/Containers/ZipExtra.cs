using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Containers;

/// <summary>The extra fields of one header (APPNOTE, section 4.5).</summary>
internal static class ZipExtra
{
    private const ushort Zip64Id = 0x0001;
    private const ushort UnicodePathId = 0x7075;
    private const int FieldHeaderLength = 4;

    /// <summary>Walks the fields and finds the ZIP64 one; false when a rule is broken.</summary>
    /// <param name="extra">All of the header's extra bytes.</param>
    /// <param name="where">The entry's place, for findings.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="zip64">The content of the ZIP64 field.</param>
    /// <param name="hasZip64">Whether there is one.</param>
    public static bool TryRead(ReadOnlySpan<byte> extra, string where, FindingList findings, out ReadOnlySpan<byte> zip64, out bool hasZip64)
    {
        zip64 = default;
        hasZip64 = false;
        while (extra.Length > 0)
        {
            int length = extra.Length < FieldHeaderLength ? int.MaxValue : ZipRecords.Short(extra, 2);
            if (length > extra.Length - FieldHeaderLength)
            {
                return Fail(Rules.ContainerExtra, where, "An extra field is not well formed.", findings);
            }

            ushort id = ZipRecords.Short(extra, 0);
            if (id == UnicodePathId)
            {
                return Fail(Rules.ContainerExtra, where, "An extra field gives the entry a second name.", findings);
            }

            if (id == Zip64Id)
            {
                if (hasZip64)
                {
                    return Fail(Rules.ContainerZip64, where, "There are two ZIP64 fields.", findings);
                }

                zip64 = extra.Slice(FieldHeaderLength, length);
                hasZip64 = true;
            }

            extra = extra.Slice(FieldHeaderLength + length);
        }

        return true;
    }

    /// <summary>Takes the values that are all ones in the header from the ZIP64 field, in their order; false when the field does not hold exactly those.</summary>
    public static bool TryResolve(ReadOnlySpan<byte> zip64, bool hasZip64, string where, FindingList findings, ref ulong disk, Span<ulong> values)
    {
        int longs = 0;
        foreach (ulong value in values)
        {
            longs += value == ZipRecords.Elsewhere ? 1 : 0;
        }

        int length = (longs * sizeof(ulong)) + (disk == ZipRecords.ElsewhereShort ? sizeof(uint) : 0);
        if (zip64.Length != length || (length > 0 && !hasZip64))
        {
            return Fail(Rules.ContainerZip64, where, "The ZIP64 field does not hold exactly the values that are all ones in the header.", findings);
        }

        int at = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == ZipRecords.Elsewhere)
            {
                values[i] = ZipRecords.Long(zip64, at);
                at += sizeof(ulong);
            }
        }

        if (disk == ZipRecords.ElsewhereShort)
        {
            disk = ZipRecords.Integer(zip64, at);
        }

        return true;
    }

    private static bool Fail(string rule, string where, string message, FindingList findings)
    {
        findings.Error(rule, where, message, "Pack the files again, for example with the command \"pack\".");
        return false;
    }
}
