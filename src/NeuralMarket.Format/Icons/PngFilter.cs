using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralMarket.Format.Icons;

/// <summary>The five row filters of PNG, section 9: what a decoder undoes. A loop a filter, so that nothing is chosen byte by byte.</summary>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Turns a filtered row into bytes, in place.</summary>
    /// <param name="filter">0 to 4; anything else is refused.</param>
    /// <param name="row">The row.</param>
    /// <param name="previous">The row above, all 0 above the first one.</param>
    /// <param name="channels">Bytes a pixel.</param>
    public static bool TryUndo(int filter, Span<byte> row, ReadOnlySpan<byte> previous, int channels)
    {
        switch (filter)
        {
            case 0:
                return true;
            case 1:
                UndoLeft(row, channels);
                return true;
            case 2:
                UndoAbove(row, previous);
                return true;
            case 3:
                UndoAverage(row, previous, channels);
                return true;
            case 4:
                UndoPaeth(row, previous, channels);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The predictor of PNG, section 9.4.</summary>
    public static int Paeth(int left, int above, int aboveLeft)
    {
        int toLeft = Math.Abs(above - aboveLeft);
        int toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - (2 * aboveLeft));
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }

    private static void UndoLeft(Span<byte> row, int channels)
    {
        for (int i = channels; i < row.Length; i++)
        {
            row[i] += row[i - channels];
        }
    }

    private static void UndoAbove(Span<byte> row, ReadOnlySpan<byte> previous)
    {
        Span<Vector<byte>> rows = MemoryMarshal.Cast<byte, Vector<byte>>(row);
        ReadOnlySpan<Vector<byte>> above = MemoryMarshal.Cast<byte, Vector<byte>>(previous);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] += above[i];
        }

        for (int i = rows.Length * Vector<byte>.Count; i < row.Length; i++)
        {
            row[i] += previous[i];
        }
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> previous, int channels)
    {
        // The first pixel has nothing to its left.
        for (int i = 0; i < channels; i++)
        {
            row[i] += (byte)(previous[i] / 2);
        }

        for (int i = channels; i < row.Length; i++)
        {
            row[i] += (byte)((row[i - channels] + previous[i]) / 2);
        }
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> previous, int channels)
    {
        for (int i = 0; i < channels; i++)
        {
            row[i] += previous[i];
        }

        // A channel after the other, so that what the next byte needs stays in registers.
        for (int channel = 0; channel < channels; channel++)
        {
            int left = row[channel];
            int aboveLeft = previous[channel];
            for (int i = channel + channels; i < row.Length; i += channels)
            {
                int above = previous[i];
                left = (byte)(row[i] + Paeth(left, above, aboveLeft));
                row[i] = (byte)left;
                aboveLeft = above;
            }
        }
    }
}
