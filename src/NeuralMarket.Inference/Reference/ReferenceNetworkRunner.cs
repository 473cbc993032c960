using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks;

namespace NeuralMarket.Inference.Reference;

/// <summary>Runs a base network in plain C# and double precision: slow, and what every kernel is measured against. Safe to call from several threads.</summary>
public sealed class ReferenceNetworkRunner : IBaseNetworkRunner
{
    private readonly LayerParameters[] _parameters;

    private ReferenceNetworkRunner(BaseNetwork network, LayerParameters[] parameters) => (Network, _parameters) = (network, parameters);

    /// <inheritdoc/>
    public BaseNetwork Network { get; }

    /// <inheritdoc/>
    public string DeviceName => "plain C# reference";

    /// <inheritdoc/>
    public int MaximumBatch => 1;

    /// <summary>Loads a network's parameters into memory.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static ReferenceNetworkRunner Load(BaseNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ReferenceNetworkRunner(network, [.. Enumerable.Range(0, network.Definition.Layers.Count).Select(network.ReadParameters)]);
    }

    /// <inheritdoc/>
    public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) =>
        Run(Network.Definition, _parameters, inputs, count, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing outside managed memory.
    }

    internal static BaseOutputs Run(
        NetworkDefinition definition, LayerParameters[] parameters, ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken)
    {
        BaseOutputs outputs = BaseOutputs.Allocate(definition, inputs.Length, count);
        int inputCount = (int)definition.Input.Count;
        for (int image = 0; image < count; image++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] activations = Widen(inputs.Span.Slice(image * inputCount, inputCount));
            for (int layer = 0; layer < parameters.Length; layer++)
            {
                if (layer == parameters.Length - 1)
                {
                    Narrow(activations, outputs.Features.AsSpan(image * outputs.FeatureCount, outputs.FeatureCount));
                }

                activations = ReferenceKernels.Run(definition.Layers[layer], parameters[layer], activations);
            }

            Narrow(activations, outputs.Probabilities.AsSpan(image * outputs.CategoryCount, outputs.CategoryCount));
        }

        return outputs;
    }

    internal static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    internal static void Narrow(ReadOnlySpan<double> values, Span<float> narrow)
    {
        for (int i = 0; i < values.Length; i++)
        {
            narrow[i] = (float)values[i];
        }
    }
}
