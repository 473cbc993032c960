using System.Globalization;

namespace NeuralMarket.Inference.Devices;

/// <summary>The embedded OpenCL C, and how it is compiled.</summary>
internal static class KernelSource
{
    private static readonly Lazy<string> NetworkText = new(() => Read("Kernels/network.cl"));

    /// <summary>Every layer, and the patch's: one program, so that a device compiles once.</summary>
    public static string Network => NetworkText.Value;

    /// <summary>Multiplications and additions may be fused (more exact, not less); no other liberty that could change a NaN or an infinity.</summary>
    public static string Options(ComputeDevice device) =>
        string.Create(CultureInfo.InvariantCulture, $"-cl-std=CL1.2 -cl-mad-enable -DB={device.BlockWidth}");

    public static DeviceKernel NetworkKernel(this ComputeDevice device, string name) => device.CreateKernel(Network, Options(device), name);

    private static string Read(string name)
    {
        using Stream stream = typeof(KernelSource).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
