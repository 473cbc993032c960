namespace NeuralMarket.Format.Binary;

/// <summary>How inflating ended.</summary>
internal enum InflationEnd
{
    /// <summary>The data end where the packed bytes end.</summary>
    Exact,

    /// <summary>The data end before the packed bytes do.</summary>
    BytesLeft,

    /// <summary>The packed bytes end before the data do.</summary>
    Truncated,

    /// <summary>The packed bytes are not deflated data.</summary>
    Broken,

    /// <summary>There is more than the limit.</summary>
    TooLong,
}

/// <summary>What inflating gave.</summary>
/// <param name="Content">The bytes that came out, at most the limit.</param>
/// <param name="End">How it ended.</param>
internal readonly record struct Inflation(ReadOnlyMemory<byte> Content, InflationEnd End)
{
    private const int ChecksumLength = 4;

    /// <summary>Inflates (RFC 1951) and stops at a limit, whatever anybody declared; memory grows with what really comes out.</summary>
    public static Inflation Of(ByteSource source, int start, int length, int limit)
    {
        BitReader input = new(source, start, length);
        Inflater inflater = new(length, limit);
        InflationEnd end = inflater.Run(input);
        return new(inflater.Content, end == InflationEnd.Exact && input.BytesLeft > 0 ? InflationEnd.BytesLeft : end);
    }

    /// <summary>Inflates data in the zlib format (RFC 1950), whose header and Adler-32 are held to its rules; without a preset dictionary, as PNG has it.</summary>
    public static Inflation OfZlib(ReadOnlyMemory<byte> packed, int limit)
    {
        BitReader input = new(ByteSource.Of(packed), 0, packed.Length);
        int method = input.Take(8);
        int flags = input.Take(8);
        bool sound = (method & 0xF) == 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 == 0 && (flags & 0x20) == 0;
        if (!sound || input.Overran)
        {
            return new(default, input.Overran ? InflationEnd.Truncated : InflationEnd.Broken);
        }

        Inflater inflater = new(packed.Length, limit);
        InflationEnd end = inflater.Run(input);
        return new(inflater.Content, end == InflationEnd.Exact ? EndOfZlib(input, inflater.Content.Span) : end);
    }

    private static InflationEnd EndOfZlib(BitReader input, ReadOnlySpan<byte> content)
    {
        input.AlignToByte();
        byte[] checksum = new byte[ChecksumLength];
        if (!input.TryCopy(checksum, 0, ChecksumLength))
        {
            return InflationEnd.Truncated;
        }

        uint expected = ((uint)checksum[0] << 24) | ((uint)checksum[1] << 16) | ((uint)checksum[2] << 8) | checksum[3];
        return expected != Checksum.Adler32(content) ? InflationEnd.Broken : input.BytesLeft > 0 ? InflationEnd.BytesLeft : InflationEnd.Exact;
    }
}
