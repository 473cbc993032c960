using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary><c>pool</c>: maximum or average over windows.</summary>
internal sealed class PoolExecution : IDeviceStep
{
    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private readonly int _itemsPerImage;
    private readonly int _itemsIndex;

    public PoolExecution(ComputeDevice device, PoolStep step)
    {
        _device = device;
        (Shape from, Shape to, PoolLayer layer) = (step.Input, step.Output, step.Layer);
        _itemsPerImage = NetworkPlan.Blocks(to.Channels, device.BlockWidth) * to.Height * to.Width;
        _kernel = device.SpatialKernel("pool");
        _itemsIndex = _kernel.Set(2, from.Height, from.Width, to.Height, to.Width, layer.Window, layer.Stride, layer.Pad, layer.Pool == PoolKind.Average ? 1 : 0);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        int items = checked(_itemsPerImage * images);
        _kernel.Set(0, input);
        _kernel.Set(1, output);
        _kernel.Set(_itemsIndex, items);
        _device.Enqueue(_kernel, items, GroupSize.Light);
    }

    public void Dispose() => _kernel.Dispose();
}

/// <summary><c>pool_global_average</c>.</summary>
internal sealed class GlobalAverageExecution : IDeviceStep
{
    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private readonly int _blocks;

    public GlobalAverageExecution(ComputeDevice device, GlobalAverageStep step)
    {
        _device = device;
        _blocks = NetworkPlan.Blocks(step.Input.Channels, device.BlockWidth);
        _kernel = device.SpatialKernel("pool_global_average");
        _kernel.Set(2, step.Input.Height * step.Input.Width);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        int items = checked(_blocks * images);
        _kernel.Set(0, input);
        _kernel.Set(1, output);
        _kernel.Set(3, items);
        _device.Enqueue(_kernel, items, GroupSize.Heavy(_device));
    }

    public void Dispose() => _kernel.Dispose();
}

/// <summary><c>planar_to_blocked</c> and <c>blocked_to_planar</c>.</summary>
internal sealed class LayoutExecution : IDeviceStep
{
    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private readonly int _itemsPerImage;

    public LayoutExecution(ComputeDevice device, LayoutStep step, NetworkPlan plan)
    {
        _device = device;
        _itemsPerImage = checked((int)plan.Values(step.Output, step.OutputLayout));
        _kernel = device.SpatialKernel(step.Target == ActivationLayout.Blocked ? "planar_to_blocked" : "blocked_to_planar");
        _kernel.Set(2, step.Shape.Channels, step.Shape.Height * step.Shape.Width);
    }

    public void Enqueue(DeviceBuffer input, DeviceBuffer output, int images)
    {
        int items = checked(_itemsPerImage * images);
        _kernel.Set(0, input);
        _kernel.Set(1, output);
        _kernel.Set(4, items);
        _device.Enqueue(_kernel, items, GroupSize.Light);
    }

    public void Dispose() => _kernel.Dispose();
}
