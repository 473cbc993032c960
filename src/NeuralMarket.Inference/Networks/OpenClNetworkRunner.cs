using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks;

/// <summary>Runs a base network on an OpenCL device; its weights stay in the device's memory.</summary>
public sealed class OpenClNetworkRunner : IBaseNetworkRunner
{
    private OpenClNetworkRunner(BaseNetwork network) => Network = network;

    /// <inheritdoc/>
    public BaseNetwork Network { get; }

    /// <inheritdoc/>
    public string DeviceName => throw new NotImplementedException();

    /// <inheritdoc/>
    public int MaximumBatch => throw new NotImplementedException();

    /// <summary>Loads a network: compiles its kernels and copies its weights to the device.</summary>
    /// <exception cref="OpenClException">The device or its driver broke, or its memory is too small.</exception>
    /// <exception cref="IOException">The parameters cannot be read.</exception>
    public static OpenClNetworkRunner Load(ComputeDevice device, BaseNetwork network, NetworkRunnerOptions options) => throw new NotImplementedException();

    /// <inheritdoc/>
    public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
