using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Patches;

/// <summary>Runs patches on an OpenCL device, in chunks that fit its memory.</summary>
public sealed class OpenClPatchRunner : IPatchRunner
{
    /// <summary>Takes an open device, which must outlive the runner.</summary>
    public OpenClPatchRunner(ComputeDevice device) => throw new NotImplementedException();

    /// <inheritdoc/>
    public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
