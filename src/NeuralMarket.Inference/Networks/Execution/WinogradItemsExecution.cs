using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>A 3 × 3 convolution by <c>Kernels/winograd_items.cl</c>, for GPUs: transform, product of matrices point by point, and back, in chunks of images.</summary>
internal sealed class WinogradItemsExecution : IDeviceStep
{
    /// <summary>Tiles, outputs and channels that a group of the product takes; the kernel's own constants.</summary>
    private const int GroupTiles = 64;
    private const int GroupOutputs = 64;
    private const int GroupDepth = 16;

    /// <summary>Items of a group of the product.</summary>
    public const int GroupItems = 256;

    private readonly ComputeDevice _device;
    private readonly WinogradStep _step;
    private readonly Scratch _scratch;
    private readonly DeviceBuffer _weights;
    private readonly DeviceBuffer _biases;
    private readonly DeviceKernel _transform;
    private readonly DeviceKernel _multiply;
    private readonly DeviceKernel _back;
    private readonly int _paddedBlocks;
    private readonly int _outputBlocks;
    private readonly int _paddedOutputs;
    private readonly int _chunk;
    private readonly int _transformIndex;
    private readonly int _backIndex;

    public WinogradItemsExecution(ComputeDevice device, WinogradStep step, LayerSource parameters, Scratch scratch, int maximumBatch)
    {
        (_device, _step, _scratch) = (device, step, scratch);
        (int width, ConvolutionLayer layer) = (device.BlockWidth, step.Layer);
        int inputBlocks = NetworkPlan.Blocks(layer.Input.Channels, width);
        int paddedChannels = NetworkPlan.Blocks(layer.Input.Channels, GroupDepth) * GroupDepth;
        _paddedBlocks = paddedChannels / width;
        _outputBlocks = NetworkPlan.Blocks(layer.Output.Channels, width);
        _paddedOutputs = NetworkPlan.Blocks(layer.Output.Channels, GroupOutputs) * GroupOutputs;
        long valuesAnImage = step.Transform.Points * (long)step.Tiles * width;
        _chunk = (int)Math.Clamp(device.Parameters.ScratchBytes / sizeof(float) / (valuesAnImage * (_paddedBlocks + _outputBlocks)), 1, maximumBatch);
        scratch.Reserve(valuesAnImage * _paddedBlocks * _chunk * sizeof(float), valuesAnImage * _outputBlocks * _chunk * sizeof(float));
        HostMemory weights = parameters.Packed($"winograd matrix {paddedChannels} {_paddedOutputs}", () => PackedWeights.WinogradMatrix(step.Transform, layer, parameters, paddedChannels, _paddedOutputs));
        _weights = device.Place(weights, "a convolution's transformed weights");
        _biases = device.Upload(PackedWeights.Biases(parameters.ReadBiases(), width), "a convolution's biases");

        _transform = device.Kernel("winograd_items", "winograd_items_input");
        _transformIndex = _transform.Set(2, inputBlocks, step.Input.Height, step.Input.Width, layer.Pad, step.TileRows, step.TileColumns, _paddedBlocks);
        _multiply = device.Kernel("winograd_items", "winograd_items_multiply");
        _multiply.Set(0, _weights);
        _multiply.Set(3, paddedChannels, _paddedOutputs, _outputBlocks);
        _back = device.Kernel("winograd_items", "winograd_items_output");
        _back.Set(1, _biases);
        _backIndex = _back.Set(3, _outputBlocks, step.Output.Height, step.Output.Width, step.TileRows, step.TileColumns, step.Pool is null ? 0 : 1);
        _backIndex = _back.Set(_backIndex, layer.Relu ? 0f : float.NegativeInfinity);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        for (int image = 0; image < images; image += _chunk)
        {
            int count = Math.Min(_chunk, images - image) * _step.Tiles;
            int first = checked(image * _step.Tiles);
            _transform.Set(0, input);
            _transform.Set(1, _scratch.First);
            _transform.Set(_transformIndex, first, count, count * _paddedBlocks);
            _device.Enqueue(_transform, count * _paddedBlocks, GroupSize.Light);
            _multiply.Set(1, _scratch.First);
            _multiply.Set(2, _scratch.Second);
            _multiply.Set(6, count);
            int groups = _step.Transform.Points * (_paddedOutputs / GroupOutputs) * NetworkPlan.Blocks(count, GroupTiles);
            _device.Enqueue(_multiply, checked(groups * GroupItems), GroupItems);
            _back.Set(0, _scratch.Second);
            _back.Set(2, output);
            _back.Set(_backIndex, first, count, count * _outputBlocks);
            _device.Enqueue(_back, count * _outputBlocks, GroupSize.Light);
        }
    }

    public void Dispose()
    {
        _transform.Dispose();
        _multiply.Dispose();
        _back.Dispose();
        _weights.Dispose();
        _biases.Dispose();
    }
}
