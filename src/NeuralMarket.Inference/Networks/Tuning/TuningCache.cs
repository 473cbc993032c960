using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;

namespace NeuralMarket.Inference.Networks.Tuning;

/// <summary>
/// What <see cref="KernelTuner"/> measured, a small file for each device, driver and state of the kernels. A file that cannot be read, or that holds what cannot have been
/// measured, counts as none: nothing here can fail.
/// </summary>
/// <param name="folder">Where the files lie; created when it is not there.</param>
internal sealed class TuningCache(string folder)
{
    private const int LargestFileBytes = 4096;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>The cache that a choice of devices asks for; <see langword="null"/> for none.</summary>
    /// <param name="wanted">The folder; <see langword="null"/> for the user's own, empty for nowhere.</param>
    public static TuningCache? In(string? wanted) => (wanted ?? CacheFolder.Tuning) is { Length: > 0 } folder ? new TuningCache(folder) : null;

    /// <summary>What was measured on a device; <see langword="null"/> if nothing was.</summary>
    public KernelParameters? Read(ComputeDeviceDescription device)
    {
        try
        {
            FileInfo file = new(PathOf(device));
            KernelParameters? numbers = file is { Exists: true, Length: <= LargestFileBytes } ? JsonSerializer.Deserialize<Measured>(File.ReadAllBytes(file.FullName))?.Numbers : null;
            return numbers is not null && KernelTuner.CouldHaveMeasured(KernelParameters.For(device), numbers) ? numbers : null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps what was measured. Where it cannot be kept, the next process measures again.</summary>
    public void Keep(ComputeDeviceDescription device, KernelParameters numbers)
    {
        string path = PathOf(device);
        string fresh = $"{path}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(new Measured(device.Name, device.Driver, numbers), Readable));
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // Only time is lost.
        }
    }

    private string PathOf(ComputeDeviceDescription device)
    {
        string key = string.Join(
            '\n', device.Platform, device.Name, device.Driver, device.OpenClVersion, device.ComputeUnits, device.VectorWidth, device.LocalMemoryBytes, KernelSource.Fingerprint, KernelParameters.For(device));
        return Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)) + ".json");
    }

    /// <summary>A file's contents; the names are for people.</summary>
    private sealed record Measured(string Device, string Driver, KernelParameters Numbers);
}
