namespace NeuralMarket.Format.Icons;

/// <summary>The five row filters of PNG, section 9.</summary>
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
        if (filter >= Count)
        {
            return false;
        }

        // The first pixel has nothing to its left.
        for (int i = 0; i < channels; i++)
        {
            row[i] = (byte)(row[i] + Predict(filter, 0, previous[i], 0));
        }

        switch (filter)
        {
            case 0:
                break;
            case 2:
                for (int i = channels; i < row.Length; i++)
                {
                    row[i] = (byte)(row[i] + previous[i]);
                }

                break;
            default:
                for (int i = channels; i < row.Length; i++)
                {
                    row[i] = (byte)(row[i] + Predict(filter, row[i - channels], previous[i], previous[i - channels]));
                }

                break;
        }

        return true;
    }

    /// <summary>Filters a row into <paramref name="filtered"/>.</summary>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int channels, Span<byte> filtered)
    {
        for (int i = 0; i < row.Length; i++)
        {
            byte left = i < channels ? (byte)0 : row[i - channels];
            byte aboveLeft = i < channels ? (byte)0 : previous[i - channels];
            filtered[i] = (byte)(row[i] - Predict(filter, left, previous[i], aboveLeft));
        }
    }

    private static int Predict(int filter, byte left, byte above, byte aboveLeft) => filter switch
    {
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => Paeth(left, above, aboveLeft),
        _ => 0,
    };

    private static int Paeth(int left, int above, int aboveLeft)
    {
        int estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toAboveLeft = Math.Abs(estimate - aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
