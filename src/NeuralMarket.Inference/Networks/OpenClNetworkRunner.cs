using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Loading;

namespace NeuralMarket.Inference.Networks;

/// <summary>Runs a base network on an OpenCL device; its weights stay in the device's memory. Safe to call from several threads: calls take turns, chunk by chunk.</summary>
public sealed class OpenClNetworkRunner : IBaseNetworkRunner
{
    private readonly ComputeDevice _device;
    private readonly DeviceNetwork _execution;

    private OpenClNetworkRunner(ComputeDevice device, BaseNetwork network, DeviceNetwork execution) =>
        (_device, Network, _execution) = (device, network, execution);

    /// <inheritdoc/>
    public BaseNetwork Network { get; }

    /// <inheritdoc/>
    public string DeviceName => $"{_device.Description.Name} ({_device.Description.Platform} {_device.Description.Driver})";

    /// <inheritdoc/>
    public int MaximumBatch => _execution.MaximumBatch;

    /// <summary>Loads a network: compiles its kernels and copies its weights to the device.</summary>
    /// <exception cref="OpenClException">The device or its driver broke, or its memory is too small.</exception>
    /// <exception cref="IOException">The parameters cannot be read.</exception>
    public static OpenClNetworkRunner Load(ComputeDevice device, BaseNetwork network, NetworkRunnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumBatch, 1);
        string? folder = options.CacheFolder ?? CacheFolder.Weights;
        PackedWeightCache? cache = string.IsNullOrEmpty(folder) ? null : new PackedWeightCache(folder, options.CacheLimitBytes, options.Notice);
        using ParameterFile parameters = new(network, cache);
        return new OpenClNetworkRunner(device, network, new DeviceNetwork(device, network.Definition, parameters.Layer, options));
    }

    /// <inheritdoc/>
    public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) =>
        Run(_device, _execution, Network.Definition, inputs, count, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_device.Gate)
        {
            _execution.Dispose();
        }
    }

    internal static BaseOutputs Run(
        ComputeDevice device, DeviceNetwork execution, NetworkDefinition definition, ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken)
    {
        BaseOutputs outputs = BaseOutputs.Allocate(definition, inputs.Length, count);
        (int inputCount, int features, int categories) = ((int)definition.Input.Count, outputs.FeatureCount, outputs.CategoryCount);
        for (int first = 0; first < count; first += execution.MaximumBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int images = Math.Min(execution.MaximumBatch, count - first);
            lock (device.Gate)
            {
                execution.Run(
                    inputs.Span.Slice(first * inputCount, images * inputCount),
                    images,
                    outputs.Features.AsSpan(first * features, images * features),
                    outputs.Probabilities.AsSpan(first * categories, images * categories));
            }
        }

        return outputs;
    }
}
