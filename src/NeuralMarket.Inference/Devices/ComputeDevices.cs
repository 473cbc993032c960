namespace NeuralMarket.Inference.Devices;

/// <summary>Finds the machine's OpenCL devices.</summary>
public static class ComputeDevices
{
    /// <summary>All devices of all platforms, suitable or not; empty when no OpenCL driver is installed.</summary>
    public static IReadOnlyList<ComputeDeviceDescription> List() => throw new NotImplementedException();

    /// <summary>
    /// Opens the best device that the options allow and that passes <see cref="KnownAnswerCheck"/>; a device that fails is refused with the reason, and the next one is tried.
    /// </summary>
    public static DeviceSelection Choose(DeviceChoice options) => throw new NotImplementedException();
}
