using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Tests.Networks;

/// <summary>The identity behind F(4 × 4, 3 × 3), in double precision, with the transforms as Kernels/README.md writes them.</summary>
public sealed class WinogradTests
{
    private static readonly double A = Math.Sqrt(0.5);
    private static readonly double B = Math.Sqrt(2);

    private static readonly double[][] InputTransform =
    [
        [1, 0, -2.5, 0, 1, 0],
        [0, -2 * A, -2, A, 1, 0],
        [0, 2 * A, -2, -A, 1, 0],
        [0, -0.5 * B, -0.5, B, 1, 0],
        [0, 0.5 * B, -0.5, -B, 1, 0],
        [0, 1, 0, -2.5, 0, 1],
    ];

    private static readonly double[][] OutputTransform =
    [
        [1, 1, 1, 1, 1, 0],
        [0, A, -A, B, -B, 0],
        [0, A * A, A * A, B * B, B * B, 0],
        [0, A * A * A, -A * A * A, B * B * B, -B * B * B, 1],
    ];

    [Fact]
    public void TheTransformedProductIsTheCorrelationForEveryUnitKernelAndInput()
    {
        for (int kernel = 0; kernel < 9; kernel++)
        {
            for (int input = 0; input < 36; input++)
            {
                Check(kernel, input);
            }
        }
    }

    private static void Check(int kernel, int input)
    {
        float[] weights = new float[9];
        weights[kernel] = 1;
        double[] transformed = new double[WinogradWeights.Points];
        WinogradWeights.TransformKernel(weights, transformed);
        double[][] product = new double[6][];
        for (int i = 0; i < 6; i++)
        {
            product[i] = [.. Enumerable.Range(0, 6).Select(j => transformed[(i * 6) + j] * InputTransform[i][input / 6] * InputTransform[j][input % 6])];
        }

        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 4; x++)
            {
                double sum = 0;
                for (int i = 0; i < 6; i++)
                {
                    for (int j = 0; j < 6; j++)
                    {
                        sum += OutputTransform[y][i] * OutputTransform[x][j] * product[i][j];
                    }
                }

                bool meets = y + (kernel / 3) == input / 6 && x + (kernel % 3) == input % 6;
                Assert.InRange(sum, (meets ? 1 : 0) - 1e-12, (meets ? 1 : 0) + 1e-12);
            }
        }
    }
}
