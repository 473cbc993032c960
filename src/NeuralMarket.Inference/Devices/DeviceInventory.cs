using Silk.NET.OpenCL;

namespace NeuralMarket.Inference.Devices;

/// <summary>A device as the driver knows it, with its description.</summary>
internal sealed record InstalledDevice(nint Platform, nint Id, ComputeDeviceDescription Description);

/// <summary>Asks every driver for its devices and judges whether the library can use them.</summary>
internal static class DeviceInventory
{
    /// <summary>The smallest memory with which even a small network makes sense, in bytes.</summary>
    private const long LeastMemoryBytes = 128L * 1024 * 1024;

    public static IReadOnlyList<InstalledDevice> Read()
    {
        if (!OpenCl.IsInstalled)
        {
            return [];
        }

        return Numbered(OpenCl.Platforms().SelectMany(platform => OpenCl.Devices(platform).Select(device => new InstalledDevice(platform, device, Describe(platform, device)))));
    }

    /// <summary>Counts those that are alike, so that one of two equal cards can be told from the other.</summary>
    internal static IReadOnlyList<InstalledDevice> Numbered(IEnumerable<InstalledDevice> devices)
    {
        Dictionary<(string, string, string), int> alike = [];
        List<InstalledDevice> numbered = [];
        foreach (InstalledDevice device in devices)
        {
            ComputeDeviceDescription description = device.Description;
            var key = (description.Platform, description.Name, description.Driver);
            int ordinal = alike.GetValueOrDefault(key);
            alike[key] = ordinal + 1;
            numbered.Add(device with { Description = description with { Ordinal = ordinal } });
        }

        return numbered;
    }

    internal static ComputeDeviceDescription Describe(nint platform, nint device)
    {
        string version = OpenCl.Text(device, DeviceInfo.Version);
        long memory = (long)OpenCl.Value<ulong>(device, DeviceInfo.GlobalMemSize);
        string? obstacle = Obstacle(device, version, memory);
        return new ComputeDeviceDescription(
            OpenCl.Text(platform, PlatformInfo.Name),
            OpenCl.Text(device, DeviceInfo.Name),
            OpenCl.Text(device, DeviceInfo.Vendor),
            OpenCl.Text(device, DeviceInfo.DriverVersion),
            version,
            TypeOf(OpenCl.Value<ulong>(device, DeviceInfo.Type)),
            memory,
            (long)OpenCl.Value<ulong>(device, DeviceInfo.MaxMemAllocSize),
            (int)OpenCl.Value<uint>(device, DeviceInfo.MaxComputeUnits),
            (long)OpenCl.Value<ulong>(device, DeviceInfo.LocalMemSize),
            (int)OpenCl.Value<uint>(device, DeviceInfo.NativeVectorWidthFloat),
            obstacle is null,
            obstacle ?? "It supports OpenCL 1.2 in full.");
    }

    private static string? Obstacle(nint device, string version, long memory)
    {
        if (OpenCl.Value<int>(device, DeviceInfo.Available) == 0)
        {
            return "The driver says that it is not available now.";
        }

        if (OpenCl.Value<int>(device, DeviceInfo.CompilerAvailable) == 0)
        {
            return "Its driver has no compiler.";
        }

        if (!IsAtLeast12(version))
        {
            return $"OpenCL 1.2 is needed; it supports {version}.";
        }

        string profile = OpenCl.Text(device, DeviceInfo.Profile);
        if (profile != "FULL_PROFILE")
        {
            return $"The full profile is needed; it supports {profile}.";
        }

        return memory < LeastMemoryBytes ? $"128 MiB of memory are needed; it has {memory / (1024 * 1024)} MiB." : null;
    }

    /// <summary>The standard's form is <c>OpenCL major.minor vendor's-own-text</c>.</summary>
    internal static bool IsAtLeast12(string version)
    {
        string[] words = version.Split(' ', 3);
        return words.Length >= 2 && words[0] == "OpenCL"
            && Version.TryParse(words[1], out Version? number) && number >= new Version(1, 2);
    }

    private static ComputeDeviceType TypeOf(ulong bits) => (bits & (ulong)DeviceType.Gpu) != 0 ? ComputeDeviceType.Gpu
        : (bits & (ulong)DeviceType.Accelerator) != 0 ? ComputeDeviceType.Accelerator
        : (bits & (ulong)DeviceType.Cpu) != 0 ? ComputeDeviceType.Cpu
        : ComputeDeviceType.Other;
}
