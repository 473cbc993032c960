using System.Runtime.InteropServices;

namespace NeuralMarket.Inference.Devices;

/// <summary>What drivers are told through the process's environment, which they read once, when they are loaded. What an operator has set stays.</summary>
internal static partial class DriverSettings
{
    /// <summary>
    /// PoCL keeps each of its threads on a core of its own. Otherwise an operating system may wake two of them on one core and leave the other idle for
    /// milliseconds: on two cores, after a pause, VGG16 took a quarter longer for an image.
    /// </summary>
    private const string Affinity = "POCL_AFFINITY";

    /// <summary>Fewer threads than cores: then PoCL's threads of several processes would all stay on the same first cores.</summary>
    private const string Threads = "POCL_MAX_PTHREAD_COUNT";

    /// <summary>To be called before the first driver is loaded.</summary>
    public static void Apply()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Threads) is null && MayUseEveryCore("/proc/self/status", "/sys/devices/system/cpu/online"))
        {
            // Environment.SetEnvironmentVariable changes the runtime's own copy alone, which no driver sees.
            _ = SetVariable(Affinity, "1", overwrite: 0);
        }
    }

    /// <summary>Whether the process is not confined to some cores: PoCL's threads would leave those. Where the system does not tell, it may be.</summary>
    /// <param name="statusPath">What Linux says of the process, proc_pid_status(5).</param>
    /// <param name="onlinePath">The list of the machine's cores.</param>
    internal static bool MayUseEveryCore(string statusPath, string onlinePath)
    {
        const string Allowed = "Cpus_allowed_list:";
        try
        {
            string? allowed = File.ReadLines(statusPath).FirstOrDefault(line => line.StartsWith(Allowed, StringComparison.Ordinal));
            return allowed is not null && allowed[Allowed.Length..].Trim() == File.ReadAllText(onlinePath).Trim();
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
