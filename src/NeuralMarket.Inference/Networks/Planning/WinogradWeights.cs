namespace NeuralMarket.Inference.Networks.Planning;

/// <summary>
/// F(4 × 4, 3 × 3) of Winograd's minimal filtering (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016) with the points
/// 0, ±1/√2, ±√2, ∞, whose errors in single precision are smaller than those of 0, ±1, ±2. The mathematics: <c>Kernels/README.md</c>. Pure.
/// </summary>
internal static class WinogradWeights
{
    /// <summary>Outputs of a tile along each axis.</summary>
    public const int TileOutputs = 4;

    /// <summary>Points of a tile: 6 × 6.</summary>
    public const int Points = 36;

    private const int KernelSize = 3;
    private const int Side = 6;
    private const double HalfRoot = 0.70710678118654752440;
    private const double Root = 1.41421356237309504880;

    /// <summary>G: each point p as (1, p, p²) over the product of its distances to the other points; then ∞.</summary>
    private static readonly double[,] FilterTransform =
    {
        { 1, 0, 0 },
        { -2.0 / 3, -2.0 / 3 * HalfRoot, -1.0 / 3 },
        { -2.0 / 3, 2.0 / 3 * HalfRoot, -1.0 / 3 },
        { 1.0 / 6, 1.0 / 6 * Root, 1.0 / 3 },
        { 1.0 / 6, -1.0 / 6 * Root, 1.0 / 3 },
        { 0, 0, 1 },
    };

    /// <summary>G g Gᵀ in double precision.</summary>
    internal static void TransformKernel(ReadOnlySpan<float> kernel, Span<double> transformed)
    {
        Span<double> half = stackalloc double[Side * KernelSize];
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < KernelSize; j++)
            {
                half[(i * KernelSize) + j] = (FilterTransform[i, 0] * kernel[j]) + (FilterTransform[i, 1] * kernel[3 + j]) + (FilterTransform[i, 2] * kernel[6 + j]);
            }
        }

        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
            {
                ReadOnlySpan<double> row = half.Slice(i * KernelSize, KernelSize);
                transformed[(i * Side) + j] = (row[0] * FilterTransform[j, 0]) + (row[1] * FilterTransform[j, 1]) + (row[2] * FilterTransform[j, 2]);
            }
        }
    }
}
