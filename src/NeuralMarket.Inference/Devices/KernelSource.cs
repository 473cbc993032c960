using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NeuralMarket.Inference.Devices;

/// <summary>
/// The embedded OpenCL C, and how it is compiled. Files that a device uses together are one program, since some drivers take long for each, even for one
/// compiled before (PoCL 3.1: 0.06 s). Where a driver cannot compile them together, each file is a program of its own, so that one costs a device no more than itself.
/// </summary>
internal static partial class KernelSource
{
    /// <summary>Included once, and what it defines holds for all files behind it.</summary>
    private const string Common = "common";

    private static readonly string[][] Together =
    [
        ["plain_spatial", "plain_dense"],
        ["winograd_four", "winograd_six", "convolution", "dense", "dense_stream", "patch"],
        ["winograd_items", "dense_items"],
    ];

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
    public static DeviceKernel Kernel(this ComputeDevice device, string file, string name)
    {
        string options = Options(device);
        if (!device.CompilesFilesApart)
        {
            try
            {
                return device.CreateKernel(Texts.GetOrAdd(file, _ => Program(Together.FirstOrDefault(files => files.Contains(file)) ?? [file])), options, name);
            }
            catch (OpenClException)
            {
                device.CompilesFilesApart = true;
            }
        }

        return device.CreateKernel(Texts.GetOrAdd($"{file} alone", _ => Program([file])), options, name);
    }

    /// <summary>Multiplications and additions may be fused (more exact, not less), and −0 may become 0; no other liberty that could change a NaN or an infinity.</summary>
    private static string Options(ComputeDevice device)
    {
        string hints = device.Description.Type == ComputeDeviceType.Cpu ? " -DPREFETCHES" : "";
        return string.Create(CultureInfo.InvariantCulture, $"-cl-std=CL1.2 -cl-mad-enable -cl-no-signed-zeros -DB={device.BlockWidth} -DROWS={device.Parameters.Rows}{hints}");
    }

    /// <summary>Some files one behind the other; what a file defines ends with it.</summary>
    private static string Program(IEnumerable<string> files)
    {
        StringBuilder program = new(Read(Common));
        foreach (string text in files.Select(ReadIncluding))
        {
            program.Append(text);
            foreach (string name in Definition().Matches(text).Select(match => match.Groups[1].Value).Distinct())
            {
                program.Append(CultureInfo.InvariantCulture, $"#undef {name}\n");
            }
        }

        return program.ToString();
    }

    /// <summary>A file, with each <c>#include "other.cl"</c> replaced by that file; the common one is there already.</summary>
    private static string ReadIncluding(string file) =>
        Inclusion().Replace(Read(file), match => match.Groups[1].Value == Common ? "" : ReadIncluding(match.Groups[1].Value));

    private static string Read(string file)
    {
        using StreamReader reader = new(Open($"Kernels/{file}.cl"));
        return reader.ReadToEnd();
    }

    private static Stream Open(string name) =>
        typeof(KernelSource).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");

    [GeneratedRegex("""^#include "(\w+)\.cl"$""", RegexOptions.Multiline)]
    private static partial Regex Inclusion();

    [GeneratedRegex(@"^#define (\w+)", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
