using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Zip.Compression;

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
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Inflates (RFC 1951, with <paramref name="zlib"/> RFC 1950) and stops at a limit, whatever anybody declared; memory grows with what really comes out.</summary>
    public static Inflation Of(ReadOnlyMemory<byte> packed, int limit, bool zlib)
    {
        Inflater inflater = new(noHeader: !zlib);
        ArraySegment<byte> input = Segments.Of(packed);
        inflater.SetInput(input.Array, input.Offset, input.Count);
        byte[] buffer = new byte[Math.Min(limit + 1, FirstBuffer)];
        int length = 0;
        try
        {
            while (!inflater.IsFinished)
            {
                int count = inflater.Inflate(buffer, length, buffer.Length - length);
                length += count;
                if (length > limit)
                {
                    return new(buffer.AsMemory(0, limit), InflationEnd.TooLong);
                }

                if (count == 0 && !inflater.IsFinished)
                {
                    return new(buffer.AsMemory(0, length), inflater.IsNeedingInput ? InflationEnd.Truncated : InflationEnd.Broken);
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min((long)limit + 1, 2L * buffer.Length));
                }
            }
        }
        catch (SharpZipBaseException)
        {
            return new(buffer.AsMemory(0, length), InflationEnd.Broken);
        }
        catch (IndexOutOfRangeException)
        {
            // The library's tables trust some code lengths.
            return new(buffer.AsMemory(0, length), InflationEnd.Broken);
        }

        return new(buffer.AsMemory(0, length), inflater.RemainingInput == 0 ? InflationEnd.Exact : InflationEnd.BytesLeft);
    }
}
