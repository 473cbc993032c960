using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>
/// A layer of weights [out][in] on a device: <c>dense</c> for batches, <c>dense_single</c> for one image, then <c>softmax</c>.
/// Weights larger than the device's largest buffer lie in several.
/// </summary>
internal sealed class DenseExecution : IDeviceStep
{
    /// <summary>Images that one work-item of <c>dense</c> computes; the kernel's unrolling.</summary>
    private const int Tile = 8;

    private readonly ComputeDevice _device;
    private readonly DeviceKernel _batch;
    private readonly DeviceKernel _single;
    private readonly SoftmaxExecution? _softmax;
    private readonly DeviceBuffer _biases;
    private readonly List<Part> _parts;

    public DenseExecution(ComputeDevice device, int inputs, int outputs, LayerSource parameters, DenseActivation activation)
    {
        _device = device;
        _batch = device.DenseKernel("dense");
        _single = device.DenseKernel("dense_single");
        _softmax = activation == DenseActivation.Softmax ? new SoftmaxExecution(device, outputs) : null;
        _biases = device.Upload(PackedWeights.Biases(parameters.ReadBiases(), device.BlockWidth), "a dense layer's biases");
        _parts = Place(device, inputs, outputs, parameters);
        foreach (DeviceKernel kernel in new[] { _batch, _single })
        {
            kernel.Set(2, _biases);
            kernel.Set(4, inputs, outputs);
            kernel.Set(8, activation == DenseActivation.Relu ? 0f : float.NegativeInfinity);
        }
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        DeviceKernel kernel = images == 1 ? _single : _batch;
        kernel.Set(0, input);
        kernel.Set(3, output);
        kernel.Set(6, images);
        foreach ((DeviceBuffer weights, int firstBlock, int blocks) in _parts)
        {
            int items = blocks * ((images + Tile - 1) / Tile);
            kernel.Set(1, weights);
            kernel.Set(7, firstBlock);
            kernel.Set(9, items);
            _device.Enqueue(kernel, items, GroupSize.Heavy(_device));
        }

        _softmax?.Enqueue(output, images);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _single.Dispose();
        _softmax?.Dispose();
        _biases.Dispose();
        _parts.ForEach(part => part.Weights.Dispose());
    }

    /// <summary>A layer's weights on a device, [output block][input][B], in as many buffers as it takes.</summary>
    internal static List<Part> Place(ComputeDevice device, int inputs, int outputs, LayerSource parameters)
    {
        int blocks = NetworkPlan.Blocks(outputs, device.BlockWidth);
        int blocksPerPart = BlocksPerPart(inputs, device.BlockWidth, device.Description.LargestAllocationBytes);
        List<Part> parts = [];
        for (int first = 0; first < blocks; first += blocksPerPart)
        {
            int count = Math.Min(blocksPerPart, blocks - first);
            HostMemory part = PackedWeights.Dense<float>(parameters, inputs, outputs, device.BlockWidth, first, count);
            parts.Add(new Part(device.Place(part, "a dense layer's weights"), first, count));
        }

        return parts;
    }

    /// <summary>As many blocks as fit into one buffer, and into one array.</summary>
    internal static int BlocksPerPart(int inputs, int blockWidth, long largestBytes)
    {
        long blockValues = (long)inputs * blockWidth;
        return (int)Math.Max(1, Math.Min(largestBytes / sizeof(float), Array.MaxLength) / blockValues);
    }

    /// <summary>Some of a layer's blocks of outputs.</summary>
    /// <param name="Weights">Their weights.</param>
    /// <param name="FirstBlock">The first.</param>
    /// <param name="Blocks">How many.</param>
    internal readonly record struct Part(DeviceBuffer Weights, int FirstBlock, int Blocks);
}

/// <summary><c>softmax</c> in place.</summary>
internal sealed class SoftmaxExecution : IDisposable
{
    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private DeviceBuffer _answers;

    public SoftmaxExecution(ComputeDevice device, int outputs)
    {
        _device = device;
        _kernel = device.DenseKernel("softmax");
        _kernel.Set(2, outputs);
        _answers = device.Allocate(sizeof(int), "answers");
    }

    /// <summary>Each image's answer; valid for the images last enqueued.</summary>
    public DeviceBuffer Answers => _answers;

    public void Enqueue(DeviceBuffer values, int images)
    {
        if (_answers.Bytes < (long)images * sizeof(int))
        {
            _answers.Dispose();
            _answers = _device.Allocate((long)images * sizeof(int), "answers");
        }

        _kernel.Set(0, values);
        _kernel.Set(1, _answers);
        _kernel.Set(3, images);
        _device.Enqueue(_kernel, images, GroupSize.Heavy(_device));
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _answers.Dispose();
    }
}
