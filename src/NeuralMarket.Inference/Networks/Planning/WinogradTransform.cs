namespace NeuralMarket.Inference.Networks.Planning;

/// <summary>
/// F(m × m, 3 × 3) of Winograd's minimal filtering (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016) for one m: how its tiles
/// are counted, and how weights are transformed. The points are those whose errors in single precision are small; the mathematics: <c>Kernels/README.md</c>. Pure.
/// </summary>
internal sealed class WinogradTransform
{
    /// <summary>F(4 × 4, 3 × 3) with the points 0, ±1/√2, ±√2, ∞: four times fewer multiplications than a direct convolution.</summary>
    public static readonly WinogradTransform Four = new(4, [0, Math.Sqrt(0.5), -Math.Sqrt(0.5), Math.Sqrt(2), -Math.Sqrt(2)]);

    /// <summary>F(6 × 6, 3 × 3) with the points 0, ±1, ±2, ±1/2, ∞: five times fewer, errors about three times those of <see cref="Four"/>.</summary>
    public static readonly WinogradTransform Six = new(6, [0, 1, -1, 2, -2, 0.5, -0.5]);

    private const int KernelSize = 3;

    /// <summary>G, [side, 3].</summary>
    private readonly double[,] _filter;

    private WinogradTransform(int tileOutputs, double[] finitePoints)
    {
        TileOutputs = tileOutputs;
        _filter = FilterTransform(finitePoints);
    }

    /// <summary>m: outputs of a tile along each axis.</summary>
    public int TileOutputs { get; }

    /// <summary>Inputs of a tile along each axis.</summary>
    public int Side => TileOutputs + KernelSize - 1;

    /// <summary>Points of a tile, each of which is a product of matrices.</summary>
    public int Points => Side * Side;

    /// <summary>The tiles that cover some outputs along one axis.</summary>
    public int TilesAlong(int outputs) => NetworkPlan.Blocks(outputs, TileOutputs);

    /// <summary>G g Gᵀ in double precision.</summary>
    /// <param name="kernel">g, [3][3].</param>
    /// <param name="transformed">Receives [side][side].</param>
    public void TransformKernel(ReadOnlySpan<float> kernel, Span<double> transformed)
    {
        Span<double> half = stackalloc double[Side * KernelSize];
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < KernelSize; j++)
            {
                half[(i * KernelSize) + j] = (_filter[i, 0] * kernel[j]) + (_filter[i, 1] * kernel[3 + j]) + (_filter[i, 2] * kernel[6 + j]);
            }
        }

        for (int i = 0; i < Side; i++)
        {
            ReadOnlySpan<double> row = half.Slice(i * KernelSize, KernelSize);
            for (int j = 0; j < Side; j++)
            {
                transformed[(i * Side) + j] = (row[0] * _filter[j, 0]) + (row[1] * _filter[j, 1]) + (row[2] * _filter[j, 2]);
            }
        }
    }

    /// <summary>Each point p as (1, p, p²) over the product of its distances to the other points; then ∞.</summary>
    private static double[,] FilterTransform(double[] points)
    {
        double[,] filter = new double[points.Length + 1, KernelSize];
        for (int i = 0; i < points.Length; i++)
        {
            double distances = points.Where((_, other) => other != i).Aggregate(1.0, (product, other) => product * (points[i] - other));
            for (int power = 0; power < KernelSize; power++)
            {
                filter[i, power] = Math.Pow(points[i], power) / distances;
            }
        }

        filter[points.Length, KernelSize - 1] = 1;
        return filter;
    }
}
