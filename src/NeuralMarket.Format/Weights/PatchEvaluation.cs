namespace NeuralMarket.Format.Weights;

/// <summary>Evaluates a patch in plain C#: logits = weight · features + bias, then softmax (specialneurons.md, "weights.safetensors").</summary>
public static class PatchEvaluation
{
    /// <summary>Evaluates one image.</summary>
    /// <param name="weights">The layer, K × F.</param>
    /// <param name="features">The base network's features, [F].</param>
    /// <param name="probabilities">Receives the softmax outputs, [K].</param>
    /// <returns>The answer: 0-based position of the largest output, the lowest among equals.</returns>
    public static int Evaluate(PatchWeights weights, ReadOnlySpan<float> features, Span<float> probabilities) => throw new NotImplementedException();
}
