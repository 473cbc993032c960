using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
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
    private readonly bool _half;
    private readonly List<IDeviceStep> _steps = [];
    private readonly DeviceBuffer[] _activations = new DeviceBuffer[2];

    /// <summary>Plans a network and loads it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="definition">The network.</param>
    /// <param name="parameters">Each layer's parameters; asked for while it loads, and not later.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="families">The fast kernels to use; by default those that the device is trusted with.</param>
    public DeviceNetwork(ComputeDevice device, NetworkDefinition definition, Func<int, LayerSource> parameters, NetworkRunnerOptions options, KernelFamilies? families = null)
    {
        _device = device;
        _families = families ?? device.Trusted;
        _plan = NetworkPlan.Create(definition, device.BlockWidth, _families, _families.HasFlag(KernelFamilies.WinogradItems) ? 0 : device.Parameters.LargeTileChannels);
        _half = options.HalfPrecisionDense;
        MaximumBatch = BatchThatFits(_plan, options.MaximumBatch, device.Description);
        _scratch = new Scratch(device);
        try
        {
            foreach (PlanStep step in _plan.Steps)
            {
                _steps.Add(Prepare(step, parameters));
            }

            for (int buffer = 0; buffer < _activations.Length; buffer++)
            {
                _activations[buffer] = device.Allocate(_plan.LargestOf(buffer) * MaximumBatch * sizeof(float), "activations");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int MaximumBatch { get; }

    /// <summary>The steps, in the order in which they run.</summary>
    public IReadOnlyList<PlanStep> Steps => _plan.Steps;

    /// <summary>Runs at most <see cref="MaximumBatch"/> images and waits.</summary>
    /// <param name="inputs">[images, C, H, W].</param>
    /// <param name="images">How many.</param>
    /// <param name="features">Receives [images, F].</param>
    /// <param name="probabilities">Receives [images, N].</param>
    /// <param name="afterStep">To measure: called with each step's index when it has finished. Waiting for each step costs a little time.</param>
    public void Run(ReadOnlySpan<float> inputs, int images, Span<float> features, Span<float> probabilities, Action<int>? afterStep = null)
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
                if (afterStep is not null)
                {
                    _device.Finish();
                    afterStep(i);
                }
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

    private IDeviceStep Prepare(PlanStep step, Func<int, LayerSource> parameters)
    {
        switch (step)
        {
            case WinogradStep winograd when _families.HasFlag(KernelFamilies.WinogradItems):
                return new WinogradItemsExecution(_device, winograd, parameters(step.LayerIndex), _scratch, MaximumBatch);
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
            case DenseStep dense when _families.HasFlag(KernelFamilies.DenseItems):
                return new DenseItemsExecution(_device, (int)dense.Input.Count, dense.Layer.Output.Channels, parameters(step.LayerIndex), dense.Layer.Activation);
            case DenseStep dense:
                return _families.HasFlag(KernelFamilies.TiledDense)
                    ? new TiledDenseExecution(_device, dense.Layer, parameters(step.LayerIndex), _half)
                    : new DenseExecution(_device, (int)dense.Input.Count, dense.Layer.Output.Channels, parameters(step.LayerIndex), dense.Layer.Activation);
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
