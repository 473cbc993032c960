using NeuralMarket.Regression.Layers;

namespace NeuralMarket.Regression.Figures;

/// <summary>
/// How good one layer could be here: softmax regression with a small penalty, trained on some of the images' features and asked about the others
/// (Alain and Bengio 2017). Solved in the span of the training images, so that the number of features costs no more than one product of them all.
/// </summary>
public static class LinearProbe
{
    private const int Folds = 2;
    private const int Iterations = 200;

    /// <summary>Trains on one half and answers the other, both ways.</summary>
    /// <param name="features">[n][F].</param>
    /// <param name="truths">0-based outputs, [n].</param>
    /// <param name="outputs">K.</param>
    /// <param name="penalty">λ of λ·‖w‖² on standardised features of unit mean square.</param>
    /// <param name="cancellationToken">Looked at between iterations.</param>
    /// <returns>For each image whether it was answered right by the half that had not seen it.</returns>
    public static bool[] CrossValidate(IReadOnlyList<float[]> features, IReadOnlyList<int> truths, int outputs, double penalty, CancellationToken cancellationToken)
    {
        int n = features.Count;
        double[,] kernel = Kernel(features, cancellationToken);
        int[] fold = FoldsOf(truths, outputs);
        bool[] right = new bool[n];
        for (int held = 0; held < Folds; held++)
        {
            int[] training = [.. Enumerable.Range(0, n).Where(i => fold[i] != held)];
            double[,] coefficients = Train(kernel, training, truths, outputs, penalty, cancellationToken);
            for (int i = 0; i < n; i++)
            {
                if (fold[i] == held)
                {
                    right[i] = Answer(kernel, training, coefficients, outputs, i) == truths[i];
                }
            }
        }

        return right;
    }

    /// <summary>Every other image of each output, so that both halves have each output alike.</summary>
    private static int[] FoldsOf(IReadOnlyList<int> truths, int outputs)
    {
        int[] seen = new int[outputs];
        return [.. truths.Select(truth => seen[truth]++ % Folds)];
    }

    /// <summary>Products of standardised features, [n, n], plus 1 for the bias; divided by the mean square length so that the penalty means the same everywhere.</summary>
    private static double[,] Kernel(IReadOnlyList<float[]> features, CancellationToken cancellationToken)
    {
        float[][] standardised = Standardise(features);
        int n = features.Count;
        double[,] kernel = new double[n, n];
        double scale = Math.Max(1e-12, standardised.Average(row => VectorMath.Dot(row, row)));
        for (int i = 0; i < n; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int j = 0; j <= i; j++)
            {
                kernel[i, j] = kernel[j, i] = (VectorMath.Dot(standardised[i], standardised[j]) / scale) + 1;
            }
        }

        return kernel;
    }

    private static float[][] Standardise(IReadOnlyList<float[]> features)
    {
        int width = features[0].Length;
        double[] sum = new double[width];
        double[] squares = new double[width];
        foreach (float[] row in features)
        {
            for (int f = 0; f < width; f++)
            {
                sum[f] += row[f];
                squares[f] += (double)row[f] * row[f];
            }
        }

        int n = features.Count;
        double[] spread = [.. Enumerable.Range(0, width).Select(f => Math.Sqrt(Math.Max(0, (squares[f] / n) - (sum[f] / n * (sum[f] / n)))))];

        // A feature that hardly ever moves must not be blown up to the size of the others.
        double floor = Math.Max(1e-12, 0.1 * spread.Average());
        return [.. features.Select(row => (float[])[.. row.Select((value, f) => (float)((value - (sum[f] / n)) / (spread[f] + floor)))])];
    }

    /// <summary>Gradient descent with Nesterov's momentum in function space: the coefficients [training, K] of the representer theorem.</summary>
    private static double[,] Train(double[,] kernel, int[] training, IReadOnlyList<int> truths, int outputs, double penalty, CancellationToken cancellationToken)
    {
        int n = training.Length;
        double[][] products = [.. training.Select(i => (double[])[.. training.Select(j => kernel[i, j])])];

        // The loss's curvature is at most half the largest eigenvalue of the kernel over n; the trace bounds that from above, the power method comes close.
        double step = 1 / ((0.5 * LargestEigenvalue(products) / n) + (2 * penalty));
        double[][] current = [.. Enumerable.Range(0, outputs).Select(_ => new double[n])];
        double[][] ahead = [.. current.Select(row => (double[])row.Clone())];
        for (int iteration = 1; iteration <= Iterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[][] gradient = Gradient(products, ahead, training, truths, penalty);
            double momentum = (iteration - 1.0) / (iteration + 2.0);
            for (int k = 0; k < outputs; k++)
            {
                for (int i = 0; i < n; i++)
                {
                    double next = ahead[k][i] - (step * gradient[k][i]);
                    ahead[k][i] = next + (momentum * (next - current[k][i]));
                    current[k][i] = next;
                }
            }
        }

        double[,] coefficients = new double[n, outputs];
        for (int k = 0; k < outputs; k++)
        {
            for (int i = 0; i < n; i++)
            {
                coefficients[i, k] = current[k][i];
            }
        }

        return coefficients;
    }

    private static double[][] Gradient(double[][] products, double[][] coefficients, int[] training, IReadOnlyList<int> truths, double penalty)
    {
        int n = training.Length;
        double[][] gradient = [.. coefficients.Select(_ => new double[n])];
        double[] logits = new double[coefficients.Length];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < logits.Length; k++)
            {
                logits[k] = VectorMath.Dot(products[i], coefficients[k]);
            }

            double[] probabilities = TemperatureFit.Apply(logits, 1);
            for (int k = 0; k < logits.Length; k++)
            {
                gradient[k][i] = ((probabilities[k] - (k == truths[training[i]] ? 1 : 0)) / n) + (2 * penalty * coefficients[k][i]);
            }
        }

        return gradient;
    }

    private static double LargestEigenvalue(double[][] symmetric)
    {
        double[] vector = [.. Enumerable.Repeat(1.0, symmetric.Length)];
        double value = 0;
        for (int step = 0; step < 30; step++)
        {
            double norm = VectorMath.Norm(vector);
            double[] unit = [.. vector.Select(x => x / norm)];
            vector = [.. symmetric.Select(row => VectorMath.Dot(row, unit))];
            value = VectorMath.Norm(vector);
        }

        // The power method comes from below.
        return 1.1 * value;
    }

    private static int Answer(double[,] kernel, int[] training, double[,] coefficients, int outputs, int image)
    {
        (int best, double most) = (0, double.NegativeInfinity);
        for (int k = 0; k < outputs; k++)
        {
            double logit = 0;
            for (int t = 0; t < training.Length; t++)
            {
                logit += kernel[image, training[t]] * coefficients[t, k];
            }

            (best, most) = logit > most ? (k, logit) : (best, most);
        }

        return best;
    }
}
