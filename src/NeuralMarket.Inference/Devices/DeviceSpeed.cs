using System.Diagnostics;

namespace NeuralMarket.Inference.Devices;

/// <summary>How fast a device is, measured: the two limits of everything that it computes.</summary>
/// <param name="GigaflopsPerSecond">Single-precision multiplications and additions, each counted, in 10⁹ a second.</param>
/// <param name="GigabytesPerSecond">Reading from memory larger than the caches, in 10⁹ bytes a second.</param>
public sealed record DeviceSpeed(double GigaflopsPerSecond, double GigabytesPerSecond)
{
    private const int Chains = 12;
    private const int Attempts = 3;

    /// <summary>At least so long a measurement is believed.</summary>
    private const double LeastSeconds = 0.02;

    /// <summary>Measures a device, in less than a second.</summary>
    /// <exception cref="OpenClException">The device or its driver broke.</exception>
    public static DeviceSpeed Measure(ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        lock (device.Gate)
        {
            return new DeviceSpeed(MultiplyAdd(device) / 1e9, Read(device) / 1e9);
        }
    }

    private static double MultiplyAdd(ComputeDevice device)
    {
        (int items, int group) = Items(device);
        using DeviceBuffer output = device.Allocate((long)items * sizeof(float), "sums");
        using DeviceKernel kernel = device.Kernel("speed", "speed_multiply_add");
        kernel.Set(0, output);
        kernel.Set(2, 0.5f);
        for (int rounds = 100_000; ; rounds *= 4)
        {
            kernel.Set(1, rounds);
            double seconds = Best(device, () => device.Enqueue(kernel, items, group));
            if (seconds > LeastSeconds || rounds > int.MaxValue / 8)
            {
                return 2.0 * Chains * device.BlockWidth * items * rounds / seconds;
            }
        }
    }

    private static double Read(ComputeDevice device)
    {
        const long WantedBytes = 256L * 1024 * 1024;
        (int items, int group) = Items(device);
        long bytes = Math.Min(WantedBytes, Math.Min(device.Description.LargestAllocationBytes, device.Description.MemoryBytes / 8));
        int blocks = (int)(bytes / sizeof(float) / device.BlockWidth / items) / 4 * 4;
        using DeviceBuffer input = device.Allocate((long)items * blocks * device.BlockWidth * sizeof(float), "what is read");
        using DeviceBuffer output = device.Allocate((long)items * sizeof(float), "sums");
        using DeviceKernel kernel = device.Kernel("speed", "speed_read");
        kernel.Set(0, input);
        kernel.Set(1, output);
        kernel.Set(2, blocks, device.Description.Type == ComputeDeviceType.Cpu ? 1 : items);
        return input.Bytes / Best(device, () => device.Enqueue(kernel, items, group));
    }

    private static double Best(ComputeDevice device, Action enqueue)
    {
        enqueue();
        device.Finish();
        double best = double.PositiveInfinity;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            enqueue();
            device.Finish();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    /// <summary>A CPU's cores a few groups each; a GPU's units enough items to hide its latencies.</summary>
    private static (int Items, int Group) Items(ComputeDevice device) => device.Description.Type == ComputeDeviceType.Cpu
        ? (device.Description.ComputeUnits * 4, 1)
        : (device.Description.ComputeUnits * 1024, GroupItems);

    private const int GroupItems = 64;
}
