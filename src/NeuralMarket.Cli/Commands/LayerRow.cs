using NeuralMarket.Format.Weights;

namespace NeuralMarket.Cli.Commands;

/// <summary>One row of a patch's layer in figures.</summary>
/// <param name="Norm">Euclidean length.</param>
/// <param name="Mean">Mean of its values.</param>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Greatest value.</param>
/// <param name="Zeros">How many values are 0.</param>
/// <param name="Bias">Its bias.</param>
/// <param name="Trouble">What makes the row unable to do its part; <see langword="null"/> when nothing does.</param>
internal sealed record LayerRow(double Norm, double Mean, double Minimum, double Maximum, int Zeros, double Bias, string? Trouble)
{
    // A row this much shorter than the median one was not trained.
    private const double VanishingNorm = 1e-6;

    /// <summary>All rows, [K].</summary>
    public static LayerRow[] Of(PatchWeights weights)
    {
        LayerRow[] rows = [.. Enumerable.Range(0, weights.Outputs).Select(k => Of(weights, k))];
        double median = rows.Select(row => row.Norm).Order().ElementAt(rows.Length / 2);
        return [.. rows.Select(row => row.Trouble is null && row.Norm < VanishingNorm * median ? row with { Trouble = "almost zero beside the others" } : row)];
    }

    private static LayerRow Of(PatchWeights weights, int k)
    {
        ReadOnlySpan<float> row = weights.Row(k);
        double sum = 0, squares = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        int zeros = 0;
        foreach (float value in row)
        {
            sum += value;
            squares += (double)value * value;
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
            zeros += value == 0 ? 1 : 0;
        }

        string? trouble = TroubleOf(weights, k, least, greatest);
        return new(Math.Sqrt(squares), sum / row.Length, least, greatest, zeros, weights.Bias[k], trouble);
    }

    private static string? TroubleOf(PatchWeights weights, int k, double least, double greatest)
    {
        if (least == 0 && greatest == 0)
        {
            return "all zero: only the bias speaks";
        }

        if (least == greatest && weights.Features > 1)
        {
            return "all values are the same";
        }

        for (int other = 0; other < k; other++)
        {
            if (weights.Row(k).SequenceEqual(weights.Row(other)))
            {
                return $"the same as row {other + 1}";
            }
        }

        return null;
    }
}
