using NeuralMarket.Format.Weights;

namespace NeuralMarket.Regression.Tests.Layers;

/// <summary>Softmax regression by gradient descent, as an author might train a patch.</summary>
internal static class Training
{
    /// <summary>Trains from random weights of a given size.</summary>
    public static PatchWeights Fit(IReadOnlyList<float[]> images, IReadOnlyList<int> truths, int outputs, int seed, double start = 0.05, double penalty = 1e-3, int steps = 300, double rate = 0.3)
    {
        int features = images[0].Length;
        Random random = new(seed);
        double[] weight = [.. Enumerable.Range(0, outputs * features).Select(_ => start * Gaussian(random))];
        double[] bias = new double[outputs];
        double scale = images.Average(image => image.Sum(value => (double)value * value));
        for (int step = 0; step < steps; step++)
        {
            double[] slope = new double[weight.Length];
            for (int i = 0; i < images.Count; i++)
            {
                double[] error = Probabilities(weight, bias, images[i]);
                error[truths[i]] -= 1;
                for (int k = 0; k < outputs; k++)
                {
                    bias[k] -= rate * error[k] / images.Count;
                    for (int f = 0; f < features; f++)
                    {
                        slope[(k * features) + f] += error[k] * images[i][f] / images.Count;
                    }
                }
            }

            for (int i = 0; i < weight.Length; i++)
            {
                weight[i] -= rate / scale * 2 * (slope[i] + (penalty * weight[i]));
            }
        }

        return new PatchWeights(ElementType.F32, outputs, features, [.. weight.Select(value => (float)value)], [.. bias.Select(value => (float)value)]);
    }

    /// <summary>The same answers from other numbers: rows reordered, scaled, shifted, and with noise of a share of the weights' size.</summary>
    public static PatchWeights Disguise(PatchWeights original, int[] order, float factor, int seed, double noise)
    {
        Random random = new(seed);
        float[] shift = [.. Enumerable.Range(0, original.Features).Select(_ => (float)Gaussian(random))];
        double size = noise * Math.Sqrt(original.Weight.Average(value => (double)value * value));
        float[] weight = [.. order.SelectMany(k => original.Row(k).ToArray().Select((value, f) => (factor * (value + (float)(size * Gaussian(random)))) + shift[f]))];
        return new PatchWeights(ElementType.F32, original.Outputs, original.Features, weight, [.. order.Select(k => (factor * original.Bias[k]) + 3)]);
    }

    public static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[] Probabilities(double[] weight, double[] bias, float[] image)
    {
        double[] logits = (double[])bias.Clone();
        for (int k = 0; k < logits.Length; k++)
        {
            for (int f = 0; f < image.Length; f++)
            {
                logits[k] += weight[(k * image.Length) + f] * image[f];
            }
        }

        double[] powers = [.. logits.Select(logit => Math.Exp(logit - logits.Max()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
