using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Tests.Engines;

/// <summary>A processor's cores as two devices that compute side by side, where its driver can divide it.</summary>
internal static unsafe class SplitProcessor
{
    /// <summary>CL_DEVICE_PARTITION_EQUALLY.</summary>
    private const nint PartitionEqually = 0x1086;

    /// <summary>The halves; fewer than two when the machine or its driver has none.</summary>
    public static IReadOnlyList<InstalledDevice> Halves()
    {
        InstalledDevice? whole = DeviceInventory.Read().FirstOrDefault(device => device.Description is { Suitable: true, Type: ComputeDeviceType.Cpu, ComputeUnits: >= 2 });
        if (whole is null)
        {
            return [];
        }

        nint* properties = stackalloc nint[] { PartitionEqually, whole.Description.ComputeUnits / 2, 0 };
        nint* halves = stackalloc nint[2];
        uint made;
        int code = OpenCl.Api.CreateSubDevices(whole.Id, properties, 2, halves, &made);
        return code == 0 && made == 2
            ? DeviceInventory.Numbered(new[] { halves[0], halves[1] }.Select(half => new InstalledDevice(whole.Platform, half, DeviceInventory.Describe(whole.Platform, half))))
            : [];
    }
}
