using System.Buffers.Binary;
using System.Security.Cryptography;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Regression.Layers;

/// <summary>
/// A layer without what changes none of its answers (statistics.md, "Copies"): one vector added to all rows, one factor on everything, the order of the rows.
/// Rows and biases are centred by their mean and divided by one norm, so that what is left of two layers can be compared.
/// </summary>
public sealed class CanonicalLayer
{
    // In shares of the mean size of an entry: so coarse that rounding to single precision seldom moves an entry over a step, so fine that no two layers
    // that were trained apart agree in thousands of entries.
    private const double Step = 0.5;

    private CanonicalLayer(double[][] rows, int features)
    {
        Rows = rows;
        Features = features;
        Hash = HashOf(rows);
    }

    /// <summary>The rows in the layer's own order, [K][F + 1]: weights, then the bias; together of norm 1 (0 when all rows are alike).</summary>
    public IReadOnlyList<double[]> Rows { get; }

    /// <summary>F.</summary>
    public int Features { get; }

    /// <summary>SHA-256, lower-case hex, of the sorted, quantised rows: equal for layers that differ only in what changes no answer.</summary>
    public string Hash { get; }

    /// <summary>The canonical form of a layer.</summary>
    public static CanonicalLayer Of(PatchWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        double[][] rows = [.. Enumerable.Range(0, weights.Outputs).Select(k => (double[])[.. VectorMath.Widen(weights.Row(k)), weights.Bias[k]])];
        Centre(rows);
        double norm = Math.Sqrt(rows.Sum(row => VectorMath.Dot(row, row)));
        foreach (double[] row in rows.Where(_ => norm > 0))
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] /= norm;
            }
        }

        return new CanonicalLayer(rows, weights.Features);
    }

    /// <summary>Takes the rows' mean away from each of them.</summary>
    internal static void Centre(IReadOnlyList<double[]> rows)
    {
        double[] mean = new double[rows[0].Length];
        foreach (double[] row in rows)
        {
            VectorMath.AddScaled(mean, 1.0 / rows.Count, row);
        }

        foreach (double[] row in rows)
        {
            VectorMath.AddScaled(row, -1, mean);
        }
    }

    private static string HashOf(double[][] rows)
    {
        double step = Step / Math.Sqrt((double)rows.Length * rows[0].Length);
        byte[][] quantised = [.. rows.Select(row => Quantise(row, step)).Order(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] shape = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(shape, rows.Length);
        BinaryPrimitives.WriteInt32LittleEndian(shape.AsSpan(4), rows[0].Length);
        hash.AppendData(shape);
        foreach (byte[] row in quantised)
        {
            hash.AppendData(row);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Quantise(double[] row, double step)
    {
        byte[] bytes = new byte[row.Length * sizeof(int)];
        for (int i = 0; i < row.Length; i++)
        {
            // Zero, which many entries are, lies in the middle of a step, where rounding cannot move it.
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), (int)Math.Clamp(Math.Round(row[i] / step), int.MinValue, int.MaxValue));
        }

        return bytes;
    }
}
