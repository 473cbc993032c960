namespace NeuralMarket.Format.Weights;

/// <summary>Evaluates a patch in plain C#: logits = weight · features + bias, then softmax (specialneurons.md, "weights.safetensors").</summary>
public static class PatchEvaluation
{
    /// <summary>Evaluates one image.</summary>
    /// <param name="weights">The layer, K × F.</param>
    /// <param name="features">The base network's features, [F].</param>
    /// <param name="probabilities">Receives the softmax outputs, [K].</param>
    /// <returns>The answer: 0-based position of the largest output, the lowest among equals.</returns>
    public static int Evaluate(PatchWeights weights, ReadOnlySpan<float> features, Span<float> probabilities)
    {
        if (features.Length != weights.Features || probabilities.Length != weights.Outputs)
        {
            throw new ArgumentException($"The layer reads {weights.Features} features and has {weights.Outputs} outputs.");
        }

        double[] logits = new double[weights.Outputs];
        double largest = double.NegativeInfinity;
        for (int k = 0; k < logits.Length; k++)
        {
            logits[k] = Dot(weights.Row(k), features) + weights.Bias[k];
            largest = Math.Max(largest, logits[k]);
        }

        Softmax(logits, largest, probabilities);
        return IndexOfLargest(probabilities);
    }

    private static double Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> features)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            sum += (double)row[i] * features[i];
        }

        return sum;
    }

    // The largest logit is taken away first, so that no exponential overflows.
    private static void Softmax(double[] logits, double largest, Span<float> probabilities)
    {
        double sum = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            logits[k] = Math.Exp(logits[k] - largest);
            sum += logits[k];
        }

        for (int k = 0; k < logits.Length; k++)
        {
            probabilities[k] = (float)(logits[k] / sum);
        }
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
            {
                largest = i;
            }
        }

        return largest;
    }
}
