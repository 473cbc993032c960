using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>A layer of weights [out][in] by <c>Kernels/dense_items.cl</c>, for GPUs: a work-group an output block, its items side by side along the inputs.</summary>
internal sealed class DenseItemsExecution : IDeviceStep
{
    /// <summary>Items of a group; the kernel's own constant.</summary>
    public const int GroupItems = 128;

    /// <summary>Images that a group takes; the kernel's unrolling.</summary>
    private const int Tile = 8;

    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private readonly DeviceKernel? _softmax;
    private readonly DeviceBuffer _biases;
    private readonly List<DenseExecution.Part> _parts;
    private DeviceBuffer? _answers;

    public DenseItemsExecution(ComputeDevice device, int inputs, int outputs, LayerSource parameters, DenseActivation activation)
    {
        _device = device;
        _kernel = device.Kernel("dense_items", "dense_items");
        _softmax = activation == DenseActivation.Softmax ? device.Kernel("dense_items", "softmax_items") : null;
        _softmax?.Set(2, outputs);
        _biases = device.Upload(PackedWeights.Biases(parameters.ReadBiases(), device.BlockWidth), "a dense layer's biases");
        _parts = DenseExecution.Place(device, inputs, outputs, parameters);
        _kernel.Set(2, _biases);
        _kernel.Set(4, inputs, outputs);
        _kernel.Set(8, activation == DenseActivation.Relu ? 0f : float.NegativeInfinity);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        _kernel.Set(0, input);
        _kernel.Set(3, output);
        _kernel.Set(6, images);
        foreach ((DeviceBuffer weights, int firstBlock, int blocks) in _parts)
        {
            _kernel.Set(1, weights);
            _kernel.Set(7, firstBlock);
            _device.Enqueue(_kernel, checked(blocks * NetworkPlan.Blocks(images, Tile) * GroupItems), GroupItems);
        }

        if (_softmax is not null)
        {
            if (_answers is null || _answers.Bytes < (long)images * sizeof(int))
            {
                _answers?.Dispose();
                _answers = _device.Allocate((long)images * sizeof(int), "answers");
            }

            _softmax.Set(0, output);
            _softmax.Set(1, _answers);
            _device.Enqueue(_softmax, checked(images * GroupItems), GroupItems);
        }
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _softmax?.Dispose();
        _biases.Dispose();
        _answers?.Dispose();
        _parts.ForEach(part => part.Weights.Dispose());
    }
}
