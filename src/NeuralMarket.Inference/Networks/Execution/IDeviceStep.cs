using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks.Execution;

/// <summary>A step of a plan, ready on a device: kernels with their constant arguments, parameters in the device's memory.</summary>
internal interface IDeviceStep : IDisposable
{
    /// <summary>Starts it; the queue keeps the order.</summary>
    void Enqueue(DeviceBuffer input, DeviceBuffer output, int images);
}

/// <summary>How many work-items make a group.</summary>
internal static class GroupSize
{
    /// <summary>For kernels whose work-item is a long loop over explicit vectors: on a CPU each is a group of its own.</summary>
    public static int Heavy(ComputeDevice device) => device.Description.Type == ComputeDeviceType.Cpu ? 1 : 64;

    /// <summary>For kernels whose work-item is a few instructions.</summary>
    public const int Light = 64;
}
