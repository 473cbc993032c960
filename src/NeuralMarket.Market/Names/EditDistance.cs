using System.Text;

namespace NeuralMarket.Market.Names;

/// <summary>
/// How many letters two texts differ by: a letter put in, left out or exchanged for another, or two neighbours swapped, each counts once, and no letter is touched
/// twice (the optimal string alignment form of the Damerau–Levenshtein distance).
/// </summary>
public static class EditDistance
{
    /// <summary>The distance when it is at most <paramref name="limit"/>, otherwise <see langword="null"/>; takes time in proportion to length × limit (Ukkonen, 1985).</summary>
    public static int? Within(string left, string right, int limit)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Within([.. left.EnumerateRunes()], [.. right.EnumerateRunes()], limit);
    }

    // Cells further than the limit from the diagonal cannot be on a path within it, so only the band around it is filled in.
    private static int? Within(Rune[] left, Rune[] right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return null;
        }

        int beyond = limit + 1;
        int[] beforeLast = Row(right.Length, beyond);
        int[] last = Row(right.Length, beyond);
        int[] current = Row(right.Length, beyond);
        for (int j = 0; j <= Math.Min(limit, right.Length); j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            int first = Math.Max(1, i - limit);
            current[first - 1] = first == 1 && i <= limit ? i : beyond;
            for (int j = first; j <= Math.Min(right.Length, i + limit); j++)
            {
                current[j] = Cell(left, right, i, j, beforeLast, last, current, beyond);
            }

            if (i + limit + 1 <= right.Length)
            {
                current[i + limit + 1] = beyond;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length] <= limit ? last[right.Length] : null;
    }

    private static int Cell(Rune[] left, Rune[] right, int i, int j, int[] beforeLast, int[] last, int[] current, int beyond)
    {
        int cost = left[i - 1] == right[j - 1] ? 0 : 1;
        int distance = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
        if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        {
            distance = Math.Min(distance, beforeLast[j - 2] + 1);
        }

        return Math.Min(distance, beyond);
    }

    private static int[] Row(int length, int value)
    {
        int[] row = new int[length + 1];
        Array.Fill(row, value);
        return row;
    }
}
