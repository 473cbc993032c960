using NeuralMarket.Inference.Devices;

[assembly: AssemblyFixture(typeof(NeuralMarket.Import.Tests.OpenDevice))]

namespace NeuralMarket.Import.Tests;

/// <summary>The machine's OpenCL device, opened once for all tests; where there is none, tests that need one are skipped with the reason.</summary>
public sealed class OpenDevice : IDisposable
{
    public DeviceSelection Selection { get; } = ComputeDevices.Choose(DeviceChoice.Default);

    public ComputeDevice Device
    {
        get
        {
            Assert.SkipWhen(Selection is NoDevice, (Selection as NoDevice)?.Reason ?? "");
            return ((DeviceChosen)Selection).Device;
        }
    }

    public void Dispose() => (Selection as DeviceChosen)?.Device.Dispose();
}
