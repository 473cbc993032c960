using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks;

namespace NeuralMarket.Inference.Reference;

/// <summary>Runs a base network in plain C# with double-precision sums: slow, and what every kernel is measured against. Safe to call from several threads.</summary>
public sealed class ReferenceNetworkRunner : IBaseNetworkRunner
{
    private ReferenceNetworkRunner(BaseNetwork network) => Network = network;

    /// <inheritdoc/>
    public BaseNetwork Network { get; }

    /// <inheritdoc/>
    public string DeviceName => "plain C# reference";

    /// <inheritdoc/>
    public int MaximumBatch => 1;

    /// <summary>Loads a network's parameters into memory.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static ReferenceNetworkRunner Load(BaseNetwork network) => throw new NotImplementedException();

    /// <inheritdoc/>
    public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing outside managed memory.
    }
}
