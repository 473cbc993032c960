using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>A layer of weights [out][in] by <c>Kernels/dense.cl</c>, which reads each weight once for several images, or as a <see cref="DenseStream"/> for one; then <c>softmax</c>.</summary>
internal sealed class TiledDenseExecution : IDeviceStep
{
    /// <summary>Images at once: their sums lie in local memory.</summary>
    private const int ChunkImages = 64;

    private readonly ComputeDevice _device;
    private readonly int _width;
    private readonly DeviceKernel _kernel;
    private readonly DenseStream _stream;
    private readonly SoftmaxExecution? _softmax;
    private readonly DeviceBuffer _biases;
    private readonly List<(DeviceBuffer Weights, int FirstPanel, int Panels)> _parts = [];

    public TiledDenseExecution(ComputeDevice device, DenseLayer layer, LayerSource parameters, bool half)
    {
        _device = device;
        (int inputs, int outputs, int width) = ((int)layer.Input.Count, layer.Output.Channels, Width(device, half));
        _width = width;
        _kernel = device.Kernel("dense", half ? "dense_tiled_half" : "dense_tiled");
        _softmax = layer.Activation == DenseActivation.Softmax ? new SoftmaxExecution(device, outputs) : null;
        _biases = device.Upload(PackedWeights.Biases(parameters.ReadBiases(), width), "a dense layer's biases");
        int panels = NetworkPlan.Blocks(outputs, width);
        int panelsPerPart = DenseExecution.BlocksPerPart(inputs, width, device.Description.LargestAllocationBytes);
        for (int first = 0; first < panels; first += panelsPerPart)
        {
            int count = Math.Min(panelsPerPart, panels - first);
            int start = first;
            HostMemory part = parameters.Packed($"dense {(half ? "half" : "single")} {width} from {first} for {count}", () => half
                ? PackedWeights.Dense<Half>(parameters, inputs, outputs, width, start, count)
                : PackedWeights.Dense<float>(parameters, inputs, outputs, width, start, count));
            _parts.Add((device.Place(part, "a dense layer's weights"), first, count));
        }

        _kernel.Set(2, _biases);
        _kernel.Set(5, inputs, outputs);
        _kernel.Set(9, layer.Activation == DenseActivation.Relu ? 0f : float.NegativeInfinity);
        _stream = new DenseStream(device, layer, half, _biases);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        for (int first = 0; first < images; first += ChunkImages)
        {
            int here = Math.Min(ChunkImages, images - first);
            if (here == 1)
            {
                _stream.Enqueue(input, output, first, _parts);
            }
            else
            {
                EnqueueTiled(input, output, first, here);
            }
        }

        _softmax?.Enqueue(output, images);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _stream.Dispose();
        _softmax?.Dispose();
        _biases.Dispose();
        _parts.ForEach(part => part.Weights.Dispose());
    }

    /// <summary>Outputs that a panel is wide: as many bytes of weights for an input in either precision.</summary>
    internal static int Width(ComputeDevice device, bool half) => half ? 2 * device.Parameters.PanelWidth : device.Parameters.PanelWidth;

    private void EnqueueTiled(DeviceBuffer input, DeviceBuffer output, int first, int images)
    {
        _kernel.Set(0, input);
        _kernel.Set(3, output);
        _kernel.SetLocal(4, (long)images * _width * sizeof(float));
        _kernel.Set(7, images);
        _kernel.Set(10, first);
        foreach ((DeviceBuffer weights, int firstPanel, int panels) in _parts)
        {
            _kernel.Set(1, weights);
            _kernel.Set(8, firstPanel);
            _device.Enqueue(_kernel, panels, 1);
        }
    }
}
