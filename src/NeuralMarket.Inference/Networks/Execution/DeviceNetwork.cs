using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>A plan on a device: its steps, and the two activation buffers between which they alternate.</summary>
internal sealed unsafe class DeviceNetwork : IDisposable
{
    private readonly ComputeDevice _device;
    private readonly NetworkPlan _plan;
    private readonly KernelFamilies _families;
    private readonly Scratch _scratch;
    private readonly List<IDeviceStep> _steps = [];
    private readonly DeviceBuffer[] _activations = new DeviceBuffer[2];

    /// <summary>Plans a network and loads it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="definition">The network.</param>
    /// <param name="parameters">Each layer's parameters, asked for once.</param>
    /// <param name="maximumBatch">The most images at once.</param>
    /// <param name="families">The fast kernels to use; by default those that the device is trusted with.</param>
    public DeviceNetwork(ComputeDevice device, NetworkDefinition definition, Func<int, LayerParameters> parameters, int maximumBatch, KernelFamilies? families = null)
    {
        _device = device;
        _families = families ?? device.Trusted;
        _plan = NetworkPlan.Create(definition, device.BlockWidth, _families);
        MaximumBatch = BatchThatFits(_plan, maximumBatch, device.Description);
        _scratch = new Scratch(device);
        try
        {
            foreach (PlanStep step in _plan.Steps)
            {
                _steps.Add(Prepare(step, parameters));
            }

            long bytes = _plan.LargestActivation * MaximumBatch * sizeof(float);
            _activations[0] = device.Allocate(bytes, "activations");
            _activations[1] = device.Allocate(bytes, "activations");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int MaximumBatch { get; }

    /// <summary>Runs at most <see cref="MaximumBatch"/> images and waits.</summary>
    public void Run(ReadOnlySpan<float> inputs, int images, Span<float> features, Span<float> probabilities)
    {
        fixed (float* input = inputs, feature = features, probability = probabilities)
        {
            int source = 0;
            _device.Write(_activations[source], input, inputs.Length * sizeof(float));
            for (int i = 0; i < _steps.Count; i++, source = 1 - source)
            {
                if (i == _steps.Count - 1)
                {
                    _device.Read(_activations[source], feature, features.Length * sizeof(float));
                }

                _steps[i].Enqueue(_activations[source], _activations[1 - source], images);
            }

            _device.Read(_activations[source], probability, probabilities.Length * sizeof(float));
            _device.Finish();
        }
    }

    public void Dispose()
    {
        _steps.ForEach(step => step.Dispose());
        _scratch.Dispose();
        foreach (DeviceBuffer? buffer in _activations)
        {
            buffer?.Dispose();
        }
    }

    private IDeviceStep Prepare(PlanStep step, Func<int, LayerParameters> parameters)
    {
        switch (step)
        {
            case WinogradStep winograd:
                return new WinogradExecution(_device, winograd, parameters(step.LayerIndex), _scratch, MaximumBatch);
            case ConvolutionStep convolution when _families.HasFlag(KernelFamilies.TiledConvolution) && TiledConvolutionExecution.Suits(convolution, _device.Parameters):
                return new TiledConvolutionExecution(_device, convolution, parameters(step.LayerIndex));
            case ConvolutionStep convolution:
                return new ConvolutionExecution(_device, convolution, parameters(step.LayerIndex));
            case PoolStep pool:
                return new PoolExecution(_device, pool);
            case GlobalAverageStep average:
                return new GlobalAverageExecution(_device, average);
            case LayoutStep layout:
                return new LayoutExecution(_device, layout, _plan);
            case DenseStep dense:
                LayerParameters layer = parameters(step.LayerIndex);
                return _families.HasFlag(KernelFamilies.TiledDense)
                    ? new TiledDenseExecution(_device, layer.Weights, layer.Biases, dense.Layer.Activation)
                    : new DenseExecution(_device, layer.Weights, layer.Biases, dense.Layer.Activation);
            default:
                throw new NotSupportedException($"Unknown step {step}.");
        }
    }

    /// <summary>Each activation buffer must fit into one allocation, both into a quarter of the memory, and a flat index into 31 bits.</summary>
    internal static int BatchThatFits(NetworkPlan plan, int wanted, ComputeDeviceDescription device)
    {
        long bytesAnImage = plan.LargestActivation * sizeof(float);
        long room = Math.Min(Math.Min(device.LargestAllocationBytes, device.MemoryBytes / 8), int.MaxValue);
        return (int)Math.Clamp(room / bytesAnImage, 1, wanted);
    }
}
