using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>Direct convolution in register tiles: <c>convolution_planar_tiled</c> or <c>convolution_blocked_tiled</c> of <c>Kernels/convolution.cl</c>.</summary>
internal sealed class TiledConvolutionExecution : IDeviceStep
{
    /// <summary>Register tiles that one group of the blocked kernel takes.</summary>
    private const int TilesOfAGroup = 8;

    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private readonly DeviceBuffer _weights;
    private readonly DeviceBuffer _biases;
    private readonly DeviceBuffer _zeros;
    private readonly int _groupsAnImage;

    public TiledConvolutionExecution(ComputeDevice device, ConvolutionStep step, LayerSource parameters)
    {
        _device = device;
        (KernelParameters numbers, ConvolutionLayer layer) = (device.Parameters, step.Layer);
        bool planar = step.InputLayout == ActivationLayout.Planar;
        (int inputWidth, int spanned) = PackedWeights.InputBlocks(step, numbers.BlockWidth, numbers.PanelWidth);
        int outputBlocks = NetworkPlan.Blocks(step.Output.Channels, numbers.BlockWidth);
        int tiles = NetworkPlan.Blocks(step.Output.Height * step.Output.Width, numbers.Rows);
        _groupsAnImage = NetworkPlan.Blocks(step.Output.Channels, numbers.PanelWidth) * (planar ? step.Output.Height : NetworkPlan.Blocks(tiles, TilesOfAGroup));
        _kernel = device.Kernel("convolution", planar ? "convolution_planar_tiled" : "convolution_blocked_tiled");
        _weights = device.Upload(PackedWeights.Convolution(step, parameters.ReadWeights(step.Layer.WeightCount), numbers.BlockWidth, numbers.PanelWidth), "a convolution's weights");
        _biases = device.Upload(PackedWeights.Biases(parameters.ReadBiases(), numbers.PanelWidth), "a convolution's biases");
        _zeros = device.Upload(new float[numbers.BlockWidth], "zeros");

        int index = _kernel.Set(1, _weights);
        index = _kernel.Set(index, _biases);
        index = _kernel.Set(index, _zeros);
        index = _kernel.Set(
            index + 1, NetworkPlan.Blocks(step.Input.Channels, inputWidth), step.Input.Height, step.Input.Width, outputBlocks, step.Output.Height, step.Output.Width,
            layer.Kernel, layer.Stride, layer.Pad, step.Input.Channels / layer.Groups, step.Output.Channels / layer.Groups, spanned);
        _kernel.Set(index, layer.Relu ? 0f : float.NegativeInfinity);
    }

    /// <summary>Whether the kernels are made for a convolution: rows wide enough for a tile, and groups that do not fill a panel mostly with zeros.</summary>
    public static bool Suits(ConvolutionStep step, KernelParameters numbers) =>
        (step.InputLayout == ActivationLayout.Blocked || step.Output.Width >= numbers.Rows)
        && (step.Layer.Groups == 1 || step.Output.Channels / step.Layer.Groups >= numbers.PanelWidth);

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        _kernel.Set(0, input);
        _kernel.Set(4, output);
        _device.Enqueue(_kernel, checked(_groupsAnImage * images), 1);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _weights.Dispose();
        _biases.Dispose();
        _zeros.Dispose();
    }
}
