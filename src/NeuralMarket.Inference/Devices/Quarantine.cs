using System.Collections.Concurrent;

namespace NeuralMarket.Inference.Devices;

/// <summary>
/// Devices that broke or computed wrongly, for the whole process: they are passed over for a while, since a driver that fails once tends to fail again, and
/// then tried anew, since a driver may recover. A device that is tried must compute every known answer first.
/// </summary>
internal sealed class Quarantine(TimeProvider time)
{
    /// <summary>How long a device is passed over.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Reason, DateTimeOffset End)> _devices = new();

    /// <summary>The process's.</summary>
    public static Quarantine Shared { get; } = new(TimeProvider.System);

    public void Add(ComputeDeviceDescription device, string reason) => _devices[Key(device)] = (reason, time.GetUtcNow() + Duration);

    /// <summary>Why a device is passed over; <see langword="null"/> when it is not.</summary>
    public string? ReasonAgainst(ComputeDeviceDescription device)
    {
        if (!_devices.TryGetValue(Key(device), out var entry))
        {
            return null;
        }

        if (entry.End > time.GetUtcNow())
        {
            return $"It failed and is not tried again before {entry.End:u}: {entry.Reason}";
        }

        _devices.TryRemove(Key(device), out _);
        return null;
    }

    private static string Key(ComputeDeviceDescription device) => $"{device.Platform}\n{device.Name}\n{device.Driver}\n{device.Ordinal}";
}
