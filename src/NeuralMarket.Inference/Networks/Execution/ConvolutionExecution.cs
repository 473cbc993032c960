using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>Direct convolution: <c>convolution_planar</c> or <c>convolution_blocked</c>.</summary>
internal sealed class ConvolutionExecution : IDeviceStep
{
    /// <summary>Pixels that one work-item computes; the kernel's unrolling.</summary>
    private const int Tile = 8;

    private readonly ComputeDevice _device;
    private readonly ConvolutionStep _step;
    private readonly DeviceKernel _kernel;
    private readonly DeviceBuffer _weights;
    private readonly DeviceBuffer _biases;
    private readonly DeviceBuffer _zeros;
    private readonly int _outputBlocks;
    private readonly int _itemsIndex;

    public ConvolutionExecution(ComputeDevice device, ConvolutionStep step, LayerSource parameters)
    {
        (_device, _step) = (device, step);
        (int blockWidth, ConvolutionLayer layer) = (device.BlockWidth, step.Layer);
        (int inputWidth, int spanned) = PackedWeights.InputBlocks(step, blockWidth, blockWidth);
        _outputBlocks = NetworkPlan.Blocks(step.Output.Channels, blockWidth);
        _kernel = device.SpatialKernel(step.InputLayout == ActivationLayout.Planar ? "convolution_planar" : "convolution_blocked");
        _weights = device.Upload(PackedWeights.Convolution(step, parameters.ReadWeights(step.Layer.WeightCount), blockWidth, blockWidth), "a convolution's weights");
        _biases = device.Upload(PackedWeights.Biases(parameters.ReadBiases(), blockWidth), "a convolution's biases");
        _zeros = device.Upload(new float[blockWidth], "zeros");

        int index = _kernel.Set(1, _weights);
        index = _kernel.Set(index, _biases);
        index = _kernel.Set(index, _zeros);
        index = _kernel.Set(
            index + 1, NetworkPlan.Blocks(step.Input.Channels, inputWidth), step.Input.Height, step.Input.Width, _outputBlocks, step.Output.Height, step.Output.Width,
            layer.Kernel, layer.Stride, layer.Pad, step.Input.Channels / layer.Groups, step.Output.Channels / layer.Groups, spanned);
        _itemsIndex = _kernel.Set(index, layer.Relu ? 0f : float.NegativeInfinity);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        int tiles = ((_step.Output.Height * _step.Output.Width) + Tile - 1) / Tile;
        int items = checked(tiles * images * _outputBlocks);
        _kernel.Set(0, input);
        _kernel.Set(4, output);
        _kernel.Set(_itemsIndex, items);
        _device.Enqueue(_kernel, items, GroupSize.Heavy(_device));
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _weights.Dispose();
        _biases.Dispose();
        _zeros.Dispose();
    }
}
