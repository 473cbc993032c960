using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Inference.Reference;

/// <summary>Runs patches in plain C# with double-precision sums. Safe to call from several threads.</summary>
public sealed class ReferencePatchRunner : IPatchRunner
{
    /// <inheritdoc/>
    public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing outside managed memory.
    }
}
