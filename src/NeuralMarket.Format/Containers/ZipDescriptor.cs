namespace NeuralMarket.Format.Containers;

/// <summary>
/// Data descriptors (APPNOTE, section 4.3.9). Nothing says which of the four forms one has, so its length does: what lies between an entry's data and
/// whatever comes next is the descriptor and nothing else.
/// </summary>
internal static class ZipDescriptor
{
    private const int Short = 12;
    private const int SignedShort = 16;
    private const int Long = 20;
    private const int SignedLong = 24;

    /// <summary>The greatest length of a descriptor.</summary>
    public const int MaximumLength = SignedLong;

    /// <summary>Whether bytes are exactly one descriptor that agrees with the directory. 64-bit ones stand only beside a ZIP64 field.</summary>
    public static bool Agrees(ReadOnlySpan<byte> bytes, ZipEntry entry, bool hasZip64)
    {
        bool signed = bytes.Length is SignedShort or SignedLong;
        bool wide = bytes.Length is Long or SignedLong;
        if (bytes.Length is not (Short or SignedShort or Long or SignedLong) || (wide && !hasZip64) || (signed && ZipRecords.Integer(bytes, 0) != ZipRecords.DescriptorSignature))
        {
            return false;
        }

        ReadOnlySpan<byte> values = bytes.Slice(signed ? 4 : 0);
        return ZipRecords.Integer(values, 0) == entry.Crc
            && (wide ? ZipRecords.Long(values, 4) : ZipRecords.Integer(values, 4)) == entry.PackedSize
            && (wide ? ZipRecords.Long(values, 12) : ZipRecords.Integer(values, 8)) == entry.Size;
    }
}
