using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralMarket.Format.Icons;

/// <summary>
/// Filters rows for the encoder: of the five filters the one with the least sum of absolute differences (PNG, section 12.7), the lowest number among equals.
/// Many bytes at a time; which filter it is and what comes out depends on no machine.
/// </summary>
internal sealed class PngFilteredRow
{
    private readonly int _stride;
    private readonly int _channels;

    // Rows with a pixel of zeros in front, which is what stands to the left of the first one.
    private byte[] _row;
    private byte[] _above;
    private byte[] _candidate;
    private byte[] _best;

    /// <summary>Begins above the first row.</summary>
    /// <param name="stride">Bytes a row.</param>
    /// <param name="channels">Bytes a pixel.</param>
    public PngFilteredRow(int stride, int channels)
    {
        (_stride, _channels) = (stride, channels);
        (_row, _above) = (new byte[channels + stride], new byte[channels + stride]);
        (_candidate, _best) = (new byte[stride], new byte[stride]);
    }

    /// <summary>Filters the next row into <paramref name="target"/>, which has a byte more: the filter's number comes first.</summary>
    public void Write(ReadOnlySpan<byte> row, Span<byte> target)
    {
        (_row, _above) = (_above, _row);
        row.CopyTo(_row.AsSpan(_channels));
        long least = long.MaxValue;
        for (int filter = 0; filter < PngFilter.Count; filter++)
        {
            long sum = Apply(filter);
            if (sum < least)
            {
                least = sum;
                target[0] = (byte)filter;
                (_best, _candidate) = (_candidate, _best);
            }
        }

        _best.AsSpan().CopyTo(target.Slice(1));
    }

    // Fills the candidate; the sum of its bytes' sizes as signed numbers.
    private long Apply(int filter)
    {
        ReadOnlySpan<byte> row = _row.AsSpan(_channels);
        ReadOnlySpan<byte> left = _row.AsSpan(0, _stride);
        ReadOnlySpan<byte> above = _above.AsSpan(_channels);
        ReadOnlySpan<byte> aboveLeft = _above.AsSpan(0, _stride);
        ReadOnlySpan<Vector<byte>> rows = Vectors(row);
        ReadOnlySpan<Vector<byte>> lefts = Vectors(left);
        ReadOnlySpan<Vector<byte>> aboves = Vectors(above);
        ReadOnlySpan<Vector<byte>> aboveLefts = Vectors(aboveLeft);
        Span<Vector<byte>> filtered = MemoryMarshal.Cast<byte, Vector<byte>>(_candidate.AsSpan());
        long sum = 0;
        for (int i = 0; i < filtered.Length; i++)
        {
            filtered[i] = rows[i] - Predict(filter, lefts[i], aboves[i], aboveLefts[i]);
            sum += SumOfSizes(filtered[i]);
        }

        for (int i = filtered.Length * Vector<byte>.Count; i < _stride; i++)
        {
            _candidate[i] = (byte)(row[i] - Predict(filter, left[i], above[i], aboveLeft[i]));
            sum += Math.Abs((int)(sbyte)_candidate[i]);
        }

        return sum;
    }

    private static ReadOnlySpan<Vector<byte>> Vectors(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, Vector<byte>>(bytes);

    private static int Predict(int filter, byte left, byte above, byte aboveLeft) => filter switch
    {
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => PngFilter.Paeth(left, above, aboveLeft),
        _ => 0,
    };

    private static Vector<byte> Predict(int filter, Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft) => filter switch
    {
        1 => left,
        2 => above,
        3 => Average(left, above),
        4 => Paeth(left, above, aboveLeft),
        _ => Vector<byte>.Zero,
    };

    private static Vector<byte> Average(Vector<byte> left, Vector<byte> above)
    {
        Vector.Widen(left, out Vector<ushort> leftLow, out Vector<ushort> leftHigh);
        Vector.Widen(above, out Vector<ushort> aboveLow, out Vector<ushort> aboveHigh);
        return Vector.Narrow(Half(leftLow + aboveLow), Half(leftHigh + aboveHigh));
    }

    // netstandard2.0 cannot shift vectors.
#if NET
    private static Vector<ushort> Half(Vector<ushort> sum) => sum >>> 1;
#else
    private static Vector<ushort> Half(Vector<ushort> sum) => sum / new Vector<ushort>(2);
#endif

    private static Vector<byte> Paeth(Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft)
    {
        Vector.Widen(left, out Vector<ushort> leftLow, out Vector<ushort> leftHigh);
        Vector.Widen(above, out Vector<ushort> aboveLow, out Vector<ushort> aboveHigh);
        Vector.Widen(aboveLeft, out Vector<ushort> aboveLeftLow, out Vector<ushort> aboveLeftHigh);
        return Vector.Narrow(Paeth(leftLow, aboveLow, aboveLeftLow), Paeth(leftHigh, aboveHigh, aboveLeftHigh));
    }

    private static Vector<ushort> Paeth(Vector<ushort> left, Vector<ushort> above, Vector<ushort> aboveLeft)
    {
        Vector<short> a = Vector.AsVectorInt16(left);
        Vector<short> b = Vector.AsVectorInt16(above);
        Vector<short> c = Vector.AsVectorInt16(aboveLeft);
        Vector<short> toLeft = Vector.Abs(b - c);
        Vector<short> toAbove = Vector.Abs(a - c);
        Vector<short> toAboveLeft = Vector.Abs(a + b - c - c);
        Vector<short> takesLeft = Vector.LessThanOrEqual(toLeft, toAbove) & Vector.LessThanOrEqual(toLeft, toAboveLeft);
        Vector<short> other = Vector.ConditionalSelect(Vector.LessThanOrEqual(toAbove, toAboveLeft), b, c);
        return Vector.AsVectorUInt16(Vector.ConditionalSelect(takesLeft, a, other));
    }

    private static long SumOfSizes(Vector<byte> bytes)
    {
        Vector.Widen(Vector.Min(bytes, Vector<byte>.Zero - bytes), out Vector<ushort> low, out Vector<ushort> high);
        return Vector.Dot(low + high, Vector<ushort>.One);
    }
}
