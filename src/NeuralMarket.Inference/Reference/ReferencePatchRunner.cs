using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Inference.Reference;

/// <summary>Runs patches in plain C# and double precision. Safe to call from several threads.</summary>
public sealed class ReferencePatchRunner : IPatchRunner
{
    /// <inheritdoc/>
    public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken)
    {
        PatchOutputs outputs = PatchOutputs.Allocate(weights, features.Length, count);
        for (int image = 0; image < count; image++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] input = ReferenceNetworkRunner.Widen(features.Span.Slice(image * weights.Features, weights.Features));
            double[] values = ReferenceKernels.Affine(weights.Weight, weights.Bias, input);
            outputs.Answers[image] = ReferenceKernels.LargestPosition(values);
            ReferenceKernels.Softmax(values);
            ReferenceNetworkRunner.Narrow(values, outputs.Probabilities.AsSpan(image * weights.Outputs, weights.Outputs));
        }

        return outputs;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing outside managed memory.
    }
}
