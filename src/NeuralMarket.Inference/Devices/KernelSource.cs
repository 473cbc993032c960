using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace NeuralMarket.Inference.Devices;

/// <summary>The embedded OpenCL C, and how it is compiled. Each file of <c>Kernels/</c> is a program of its own, so that a device compiles only what it uses.</summary>
internal static partial class KernelSource
{
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    /// <summary>What all files hold, as a text that differs when any of them does.</summary>
    public static string Fingerprint { get; } = string.Join(' ', typeof(KernelSource).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cl", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(name => Convert.ToHexStringLower(SHA256.HashData(Open(name)))));

    /// <summary>A plain kernel of a layer with rows and columns.</summary>
    public static DeviceKernel SpatialKernel(this ComputeDevice device, string name) => device.Kernel("plain_spatial", name);

    /// <summary>A plain kernel of a dense layer or a patch.</summary>
    public static DeviceKernel DenseKernel(this ComputeDevice device, string name) => device.Kernel("plain_dense", name);

    /// <summary>A kernel of one file.</summary>
    /// <param name="device">The device.</param>
    /// <param name="file">The file's name, without its ending.</param>
    /// <param name="name">The kernel's.</param>
    public static DeviceKernel Kernel(this ComputeDevice device, string file, string name) => device.CreateKernel(Texts.GetOrAdd(file, Read), Options(device), name);

    /// <summary>Multiplications and additions may be fused (more exact, not less), and −0 may become 0; no other liberty that could change a NaN or an infinity.</summary>
    private static string Options(ComputeDevice device)
    {
        string hints = device.Description.Type == ComputeDeviceType.Cpu ? " -DPREFETCHES" : "";
        return string.Create(CultureInfo.InvariantCulture, $"-cl-std=CL1.2 -cl-mad-enable -cl-no-signed-zeros -DB={device.BlockWidth} -DROWS={device.Parameters.Rows}{hints}");
    }

    /// <summary>A file, with each <c>#include "other.cl"</c> replaced by that file.</summary>
    private static string Read(string file)
    {
        using StreamReader reader = new(Open($"Kernels/{file}.cl"));
        return Inclusion().Replace(reader.ReadToEnd(), match => Read(match.Groups[1].Value));
    }

    private static Stream Open(string name) =>
        typeof(KernelSource).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");

    [GeneratedRegex("""^#include "(\w+)\.cl"$""", RegexOptions.Multiline)]
    private static partial Regex Inclusion();
}
