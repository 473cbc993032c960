using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Tests.Networks;

/// <summary>The identity behind F(m × m, 3 × 3), in double precision, with the transforms as Kernels/README.md defines them: by the points alone.</summary>
public sealed class WinogradTests
{
    private static readonly double[] PointsOfFour = [0, Math.Sqrt(0.5), -Math.Sqrt(0.5), Math.Sqrt(2), -Math.Sqrt(2)];
    private static readonly double[] PointsOfSix = [0, 1, -1, 2, -2, 0.5, -0.5];

    [Fact]
    public void AProductOfLargeOrSmallTilesIsTheCorrelationForEveryUnitKernelAndInput()
    {
        Check(WinogradTransform.Four, PointsOfFour);
        Check(WinogradTransform.Six, PointsOfSix);
    }

    private static void Check(WinogradTransform transform, double[] points)
    {
        (double[][] input, double[][] output) = (InputTransform(points), OutputTransform(points, transform.TileOutputs));
        for (int kernel = 0; kernel < 9; kernel++)
        {
            float[] weights = new float[9];
            weights[kernel] = 1;
            double[] transformed = new double[transform.Points];
            transform.TransformKernel(weights, transformed);
            for (int unit = 0; unit < transform.Points; unit++)
            {
                Check(transform, transformed, kernel, unit, input, output);
            }
        }
    }

    private static void Check(WinogradTransform transform, double[] transformed, int kernel, int unit, double[][] input, double[][] output)
    {
        int side = transform.Side;
        for (int y = 0; y < transform.TileOutputs; y++)
        {
            for (int x = 0; x < transform.TileOutputs; x++)
            {
                double sum = 0;
                for (int i = 0; i < side; i++)
                {
                    for (int j = 0; j < side; j++)
                    {
                        sum += output[y][i] * output[x][j] * transformed[(i * side) + j] * input[i][unit / side] * input[j][unit % side];
                    }
                }

                bool meets = y + (kernel / 3) == unit / side && x + (kernel % 3) == unit % side;
                Assert.InRange(sum, (meets ? 1 : 0) - 1e-11, (meets ? 1 : 0) + 1e-11);
            }
        }
    }

    /// <summary>Bᵀ: row p holds the coefficients of m(x) / (x − p), the last row those of m(x) = ∏(x − p).</summary>
    private static double[][] InputTransform(double[] points) =>
    [
        .. points.Select((_, i) => Polynomial([.. points.Where((_, other) => other != i)], points.Length + 1)),
        Polynomial(points, points.Length + 1),
    ];

    /// <summary>Aᵀ: row i is pⁱ over the points, 1 at ∞ in the last row only.</summary>
    private static double[][] OutputTransform(double[] points, int outputs) =>
        [.. Enumerable.Range(0, outputs).Select(power => (double[])[.. points.Select(point => Math.Pow(point, power)), power == outputs - 1 ? 1 : 0])];

    private static double[] Polynomial(double[] roots, int length)
    {
        double[] coefficients = new double[length];
        coefficients[0] = 1;
        foreach (double root in roots)
        {
            for (int power = length - 1; power >= 0; power--)
            {
                coefficients[power] = (power > 0 ? coefficients[power - 1] : 0) - (root * coefficients[power]);
            }
        }

        return coefficients;
    }
}
