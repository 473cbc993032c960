using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>
/// A 3 × 3 convolution by <c>Kernels/winograd.cl</c>: one kernel for few channels, whose tiles stay in the caches; three for many, in chunks of images whose
/// transformed tiles about fit the outer cache.
/// </summary>
internal sealed class WinogradExecution : IDeviceStep
{
    private readonly ComputeDevice _device;
    private readonly WinogradStep _step;
    private readonly DeviceBuffer _weights;
    private readonly DeviceBuffer _biases;
    private readonly IDisposable[] _kernels;
    private readonly Action<DeviceBuffer, DeviceBuffer, int> _enqueue;
    private readonly int _inputBlocks;
    private readonly int _outputBlocks;
    private readonly int _panels;

    public WinogradExecution(ComputeDevice device, WinogradStep step, LayerSource parameters, Scratch scratch, int maximumBatch)
    {
        (_device, _step) = (device, step);
        KernelParameters numbers = device.Parameters;
        _inputBlocks = NetworkPlan.Blocks(step.Input.Channels, numbers.BlockWidth);
        _outputBlocks = NetworkPlan.Blocks(step.Output.Channels, numbers.BlockWidth);
        _panels = NetworkPlan.Blocks(_outputBlocks, KernelParameters.PanelBlocks);
        int tiles = FusedTiles(step, numbers, device.Description.LocalMemoryBytes);
        HostMemory weights = parameters.Packed(
            $"winograd {step.Transform.TileOutputs} {numbers.BlockWidth} {numbers.PanelWidth} by {(tiles > 0 ? "panel" : "point")}",
            () => PackedWeights.Winograd(step.Transform, step.Layer, parameters, numbers.BlockWidth, numbers.PanelWidth, byPoint: tiles == 0));
        _weights = device.Place(weights, "a convolution's transformed weights");
        _biases = device.Upload(PackedWeights.Biases(parameters.ReadBiases(), numbers.PanelWidth), "a convolution's biases");
        (_kernels, _enqueue) = tiles > 0 ? Fused(tiles) : Unfused(scratch, maximumBatch);
    }

    private float LowerLimit => _step.Layer.Relu ? 0f : float.NegativeInfinity;

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images) => _enqueue(input, output, images);

    public void Dispose()
    {
        Array.ForEach(_kernels, kernel => kernel.Dispose());
        _weights.Dispose();
        _biases.Dispose();
    }

    /// <summary>What V takes for some tiles: at each point a cache line more than their channels, so that points do not fall into the same sets.</summary>
    private static long TransformedBytes(WinogradStep step, KernelParameters numbers, long tiles)
    {
        const int LineValues = 16;
        long channels = NetworkPlan.Blocks(step.Input.Channels, numbers.BlockWidth) * numbers.BlockWidth;
        return step.Transform.Points * ((tiles * channels) + LineValues) * sizeof(float);
    }

    /// <summary>What M takes for some tiles and panels.</summary>
    private static long ProductBytes(WinogradStep step, KernelParameters numbers, long tiles, int panels) => step.Transform.Points * tiles * panels * numbers.PanelWidth * sizeof(float);

    /// <summary>Tiles that a group of the fused kernel takes; 0 when the three kernels are better, or local memory is too small.</summary>
    private static int FusedTiles(WinogradStep step, KernelParameters numbers, long localBytes)
    {
        int tiles = numbers.FusedTiles;
        while (tiles >= numbers.Rows && TransformedBytes(step, numbers, tiles) + ProductBytes(step, numbers, tiles, 1) > localBytes)
        {
            tiles--;
        }

        return step.Input.Channels > numbers.FusedChannels || tiles < numbers.Rows ? 0 : tiles;
    }

    /// <summary>Images that the three kernels take at once.</summary>
    private static int ChunkImages(WinogradStep step, KernelParameters numbers, int panels, int maximumBatch)
    {
        long bytesAnImage = TransformedBytes(step, numbers, step.Tiles) + ProductBytes(step, numbers, step.Tiles, panels);
        return (int)Math.Clamp(numbers.ScratchBytes / bytesAnImage, 1, maximumBatch);
    }

    private (IDisposable[] Kernels, Action<DeviceBuffer, DeviceBuffer, int> Enqueue) Fused(int tiles)
    {
        DeviceKernel kernel = Kernel("winograd_fused");
        kernel.Set(1, _weights);
        kernel.Set(2, _biases);
        int index = kernel.SetLocal(4, TransformedBytes(_step, _device.Parameters, tiles));
        index = kernel.SetLocal(index, ProductBytes(_step, _device.Parameters, tiles, 1));
        index = kernel.Set(
            index, _inputBlocks, _step.Input.Height, _step.Input.Width, _step.Layer.Pad, _outputBlocks, _step.Output.Height, _step.Output.Width, _step.TileRows, _step.TileColumns, _step.Pool is null ? 0 : 1);
        index = kernel.Set(index, LowerLimit);
        index = kernel.Set(index, tiles);
        return ([kernel], Enqueue);

        void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
        {
            int count = checked(_step.Tiles * images);
            kernel.Set(0, input);
            kernel.Set(3, output);
            kernel.Set(index, count);
            _device.Enqueue(kernel, Even(NetworkPlan.Blocks(count, tiles)), 1);
        }
    }

    private (IDisposable[] Kernels, Action<DeviceBuffer, DeviceBuffer, int> Enqueue) Unfused(Scratch scratch, int maximumBatch)
    {
        int chunk = ChunkImages(_step, _device.Parameters, _panels, maximumBatch);
        long tiles = (long)_step.Tiles * chunk;
        scratch.Reserve(TransformedBytes(_step, _device.Parameters, tiles), ProductBytes(_step, _device.Parameters, tiles, _panels));
        DeviceKernel transform = Kernel("winograd_input");
        int firstIndex = transform.Set(2, _inputBlocks, _step.Input.Height, _step.Input.Width, _step.Layer.Pad, _step.TileRows, _step.TileColumns);
        DeviceKernel multiply = Kernel("winograd_multiply");
        multiply.Set(0, _weights);
        multiply.Set(3, _inputBlocks, _panels);
        DeviceKernel back = Kernel("winograd_output");
        back.Set(1, _biases);
        int backIndex = back.Set(3, _outputBlocks, _step.Output.Height, _step.Output.Width, _step.TileRows, _step.TileColumns, _step.Pool is null ? 0 : 1);
        backIndex = back.Set(backIndex, LowerLimit);
        return ([transform, multiply, back], Enqueue);

        void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
        {
            for (int image = 0; image < images; image += chunk)
            {
                int here = Math.Min(chunk, images - image);
                (int first, int count) = (checked(image * _step.Tiles), here * _step.Tiles);
                transform.Set(0, input);
                transform.Set(1, scratch.First);
                transform.Set(firstIndex, first, count);
                _device.Enqueue(transform, NetworkPlan.Blocks(_inputBlocks, 2) * here * _step.TileRows, 1);
                multiply.Set(1, scratch.First);
                multiply.Set(2, scratch.Second);
                multiply.Set(5, count);
                _device.Enqueue(multiply, _step.Transform.Points * _panels, 1);
                back.Set(0, scratch.Second);
                back.Set(2, output);
                back.Set(backIndex, first, count);
                _device.Enqueue(back, _panels * here * _step.TileRows, 1);
            }
        }
    }

    /// <summary>A whole number of groups for each core.</summary>
    private int Even(int groups) => NetworkPlan.Blocks(groups, _device.Description.ComputeUnits) * _device.Description.ComputeUnits;

    private DeviceKernel Kernel(string name) =>
        _device.Kernel(_step.Transform == WinogradTransform.Six ? "winograd_six" : "winograd_four", $"{name}_{_step.Transform.TileOutputs}");
}
