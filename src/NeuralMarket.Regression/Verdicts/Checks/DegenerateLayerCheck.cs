using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.PatchTests;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>Signs of a layer that was not trained as meant (statistics.md, "Degenerate"): rows that vanish, rows that say the same, answers without any doubt, sums that 16 bits cannot hold.</summary>
internal sealed class DegenerateLayerCheck : IRegressionCheck
{
    private const double VanishingNorm = 1e-6;
    private const double SameDirection = 0.9999;
    private const double Doubtless = 0.9999;
    private const double HalfOverflow = 60_000;

    public string Name => "degenerate-layer";

    public bool LooksAtLayer => true;

    public int Version => 2;

    public string Meaning => "Was the layer trained as meant? Rows that vanish or say the same, and answers without any doubt, come from training or saving gone wrong.";

    public CheckResult Run(CheckContext context)
    {
        PatchWeights weights = context.Measurements.Package.Weights;
        IReadOnlyList<Category> outputs = context.Measurements.Package.Categories.Outputs;
        List<string> signs = [.. Vanishing(weights, outputs), .. Same(weights, outputs), .. WithoutDoubt(context), .. Overflowing(context)];
        return signs.Count == 0
            ? new CheckResult(Outcome.Pass, "The layer's rows differ and have weight.")
            : new CheckResult(Outcome.Attention, string.Join(' ', signs));
    }

    private static IEnumerable<string> Vanishing(PatchWeights weights, IReadOnlyList<Category> outputs)
    {
        double[] norms = [.. Enumerable.Range(0, weights.Outputs).Select(k => Math.Sqrt(VectorMath.Dot(weights.Row(k), weights.Row(k))))];
        double median = norms.Order().ElementAt(norms.Length / 2);
        return outputs
            .Where((_, k) => norms[k] < VanishingNorm * median)
            .Select(output => $"The row of '{output.Name}' in weight is almost zero, as if it had not been trained. Check the training and how the rows were saved.");
    }

    private static IEnumerable<string> Same(PatchWeights weights, IReadOnlyList<Category> outputs)
    {
        // Two rows are opposite once their mean is taken away, whatever they are; from three on the comparison says something.
        if (weights.Outputs < 3)
        {
            yield break;
        }

        float[] centred = Centred(weights);
        double[] norms = [.. Enumerable.Range(0, weights.Outputs).Select(k => Math.Sqrt(VectorMath.Dot(Row(centred, weights, k), Row(centred, weights, k))))];
        for (int a = 0; a < weights.Outputs; a++)
        {
            for (int b = a + 1; b < weights.Outputs; b++)
            {
                if (VectorMath.Dot(Row(centred, weights, a), Row(centred, weights, b)) > SameDirection * norms[a] * norms[b])
                {
                    yield return $"The rows of '{outputs[a].Name}' and '{outputs[b].Name}' in weight are all but the same, so it cannot tell them apart. Check the training labels, or merge the two.";
                }
            }
        }
    }

    private static IEnumerable<string> WithoutDoubt(CheckContext context)
    {
        float[] confidences = [.. context.Measurements.Observations.Where(image => image.Fired).Select(image => image.Confidence).Order()];
        if (confidences.Length > 0 && confidences[confidences.Length / 2] > Doubtless)
        {
            yield return "More than half of its answers have a probability above 99.99%, whatever it sees. Dividing all weights and biases by one number (a temperature) gives honest probabilities and changes no answer.";
        }
    }

    private static IEnumerable<string> Overflowing(CheckContext context)
    {
        IReadOnlyList<ReferenceAnswer> answers = context.Measurements.Reference(context.Cancellation);
        if (answers.Any(answer => answer.Logits.Any(logit => Math.Abs(logit) > HalfOverflow)))
        {
            yield return "Some of its sums exceed 60,000, more than phones that compute in 16 bits can hold. Dividing all weights and biases by one number changes no answer.";
        }
    }

    private static float[] Centred(PatchWeights weights)
    {
        float[] centred = [.. weights.Weight];
        for (int feature = 0; feature < weights.Features; feature++)
        {
            double mean = 0;
            for (int k = 0; k < weights.Outputs; k++)
            {
                mean += weights.Weight[(k * weights.Features) + feature];
            }

            mean /= weights.Outputs;
            for (int k = 0; k < weights.Outputs; k++)
            {
                centred[(k * weights.Features) + feature] -= (float)mean;
            }
        }

        return centred;
    }

    private static ReadOnlySpan<float> Row(float[] values, PatchWeights weights, int k) => values.AsSpan(k * weights.Features, weights.Features);
}
