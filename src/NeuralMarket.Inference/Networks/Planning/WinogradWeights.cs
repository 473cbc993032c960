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

    /// <summary>How many values <see cref="Transform"/> writes for a panel.</summary>
    /// <param name="inputs">Input channels, filled up to whole blocks.</param>
    /// <param name="panelWidth">Output channels of a panel.</param>
    public static int PanelValues(int inputs, int panelWidth) => checked(Points * inputs * panelWidth);

    /// <summary>One panel of U, [point][input channel][output channel in the panel]; 0 where a channel does not exist.</summary>
    /// <param name="weights">The layer's, [out][in][3][3].</param>
    /// <param name="outputs">Output channels of the layer.</param>
    /// <param name="inputs">Input channels of the layer.</param>
    /// <param name="paddedInputs">Input channels, filled up to whole blocks.</param>
    /// <param name="firstOutput">The panel's first output channel.</param>
    /// <param name="panelWidth">Output channels of a panel.</param>
    /// <param name="panel">Receives the panel; zeroed before.</param>
    public static void Transform(ReadOnlySpan<float> weights, int outputs, int inputs, int paddedInputs, int firstOutput, int panelWidth, Span<float> panel)
    {
        Span<double> transformed = stackalloc double[Points];
        for (int k = firstOutput; k < Math.Min(firstOutput + panelWidth, outputs); k++)
        {
            for (int c = 0; c < inputs; c++)
            {
                int start = ((k * inputs) + c) * KernelSize * KernelSize;
                TransformKernel(weights.Slice(start, KernelSize * KernelSize), transformed);
                for (int point = 0; point < Points; point++)
                {
                    panel[(((point * paddedInputs) + c) * panelWidth) + k - firstOutput] = (float)transformed[point];
                }
            }
        }
    }

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
