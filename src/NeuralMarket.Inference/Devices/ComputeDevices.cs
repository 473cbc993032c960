namespace NeuralMarket.Inference.Devices;

/// <summary>Finds the machine's OpenCL devices.</summary>
public static class ComputeDevices
{
    /// <summary>All devices of all platforms, suitable or not; empty when no OpenCL driver is installed.</summary>
    /// <exception cref="OpenClException">A driver broke while it was asked.</exception>
    public static IReadOnlyList<ComputeDeviceDescription> List() => [.. DeviceInventory.Read().Select(device => device.Description)];

    /// <summary>
    /// Opens the best device that the options allow and that passes <see cref="KnownAnswerCheck"/>; a device that fails is refused with the reason, and the next one is tried.
    /// </summary>
    /// <exception cref="OpenClException">A driver broke while it was asked for its devices.</exception>
    public static DeviceSelection Choose(DeviceChoice options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Choose(options, DeviceInventory.Read(), KnownAnswerCheck.Run);
    }

    internal static DeviceSelection Choose(DeviceChoice options, IReadOnlyList<InstalledDevice> installed, Func<ComputeDevice, string?> check)
    {
        ComputeDevice? chosen = null;
        List<DeviceConsideration> considered = [];
        foreach (InstalledDevice candidate in installed.OrderBy(Rank).ThenByDescending(device => device.Description.ComputeUnits))
        {
            string? obstacle = chosen is not null ? $"{chosen.Description.Name} was taken before it." : Obstacle(candidate.Description, options);
            string reason = "";
            if (obstacle is null)
            {
                (chosen, obstacle) = TryOpen(candidate, check);
                reason = chosen is null ? "" : ReasonFor(chosen);
            }

            considered.Add(new DeviceConsideration(candidate.Description, obstacle is null, obstacle ?? reason));
        }

        return chosen is null ? new NoDevice(Explain(options, considered), considered) : new DeviceChosen(chosen, considered);
    }

    private static int Rank(InstalledDevice device) => device.Description.Type switch
    {
        ComputeDeviceType.Gpu => 0,
        ComputeDeviceType.Accelerator => 1,
        ComputeDeviceType.Cpu => 2,
        _ => 3,
    };

    private static string? Obstacle(ComputeDeviceDescription device, DeviceChoice options)
    {
        if (options.Type is { } type && device.Type != type)
        {
            return $"It is a {device.Type}; a {type} was asked for.";
        }

        if (options.NameContains is { } text
            && !device.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            && !device.Platform.Contains(text, StringComparison.OrdinalIgnoreCase))
        {
            return $"Neither its name nor its platform contains \"{text}\".";
        }

        return device.Suitable ? Quarantine.Shared.ReasonAgainst(device) : device.Reason;
    }

    private static (ComputeDevice? Device, string? Obstacle) TryOpen(InstalledDevice candidate, Func<ComputeDevice, string?> check)
    {
        ComputeDevice? device = null;
        try
        {
            device = ComputeDevice.Open(candidate);
            if (check(device) is not { } wrong)
            {
                return (device, null);
            }

            device.Dispose();
            return (null, $"It computes wrongly and is not used: {wrong} Update its driver.");
        }
        catch (OpenClException broken)
        {
            device?.Dispose();
            return (null, $"It broke while it was tried: {broken.Message} Update its driver.");
        }
    }

    private static string ReasonFor(ComputeDevice device) => string.Join(
        ' ', KnownAnswerCheck.Trust(device).Prepend($"The first {device.Description.Type} in order that is suitable and computed every known answer."));

    private static string Explain(DeviceChoice options, List<DeviceConsideration> considered)
    {
        if (!OpenCl.IsInstalled)
        {
            return "No OpenCL library is installed. Install the GPU's driver, or PoCL for the processor (Debian: pocl-opencl-icd, ocl-icd-libopencl1).";
        }

        if (considered.Count == 0)
        {
            return "OpenCL is installed, but no driver offers a device. Install the GPU's driver, or PoCL for the processor (Debian: pocl-opencl-icd).";
        }

        string wanted = options == DeviceChoice.Default ? "" : " that was asked for";
        return $"No device{wanted} can be used: " + string.Join(" ", considered.Select(one => $"{one.Device.Name}: {one.Reason}"));
    }
}
