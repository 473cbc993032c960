namespace NeuralMarket.Inference.Images;

/// <summary>
/// One axis of the resize (base-network.md, step 2): which input pixels make each output pixel of a cut, and with what weights.
/// Triangle filter, support max(1, reduction factor), centres at half-integers, weights renormalised at the edges.
/// </summary>
internal sealed class TriangleFilter
{
    private readonly int[] _first;
    private readonly double[][] _weights;

    /// <summary>Computes the weights.</summary>
    /// <param name="size">Input pixels along the axis.</param>
    /// <param name="resized">Output pixels along the axis, if all were computed.</param>
    /// <param name="offset">The first output pixel of the cut.</param>
    /// <param name="count">How many output pixels the cut takes.</param>
    public TriangleFilter(int size, long resized, long offset, int count)
    {
        (_first, _weights) = (new int[count], new double[count][]);
        double scale = (double)size / resized;
        double support = Math.Max(scale, 1);
        for (int i = 0; i < count; i++)
        {
            double centre = (offset + i + 0.5) * scale;
            int first = Math.Max(0, (int)Math.Floor(centre - support));
            int end = Math.Min(size, (int)Math.Ceiling(centre + support));
            (_first[i], _weights[i]) = (first, Weights(centre, support, first, end));
        }
    }

    /// <summary>The first input pixel that any output pixel needs.</summary>
    public int Start => _first[0];

    /// <summary>The input pixel behind the last one that any output pixel needs.</summary>
    public int End => _first[^1] + _weights[^1].Length;

    public int Count => _first.Length;

    /// <summary>The first input pixel of an output pixel, and the weights from there on.</summary>
    public (int First, double[] Weights) this[int output] => (_first[output], _weights[output]);

    private static double[] Weights(double centre, double support, int first, int end)
    {
        double[] weights = new double[end - first];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Max(0, 1 - Math.Abs((first + i + 0.5 - centre) / support));
            sum += weights[i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }

        return weights;
    }
}
