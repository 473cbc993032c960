using System.Diagnostics;
using System.Globalization;
using NeuralMarket.Inference.Networks.Tuning;

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
        return Choose(options with { MaximumDevices = 1 }, DeviceInventory.Read(), KnownAnswerCheck.Run);
    }

    /// <summary>Opens every device that the options allow, that is worth it beside the best, and that passes <see cref="KnownAnswerCheck"/>.</summary>
    /// <exception cref="OpenClException">A driver broke while it was asked for its devices.</exception>
    public static DeviceSelection ChooseSeveral(DeviceChoice options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Choose(options, DeviceInventory.Read(), KnownAnswerCheck.Run);
    }

    internal static DeviceSelection Choose(
        DeviceChoice options, IReadOnlyList<InstalledDevice> installed, Func<ComputeDevice, string?> check, IPatience? patience = null)
    {
        List<ComputeDevice> chosen = [];
        List<DeviceConsideration> considered = [];
        foreach (InstalledDevice candidate in installed.OrderBy(Rank).ThenByDescending(device => device.Description.ComputeUnits))
        {
            string? obstacle = Obstacle(candidate.Description, options) ?? Superfluous(candidate.Description, options, [.. chosen.Select(device => device.Description)]);
            string reason = "";
            if (obstacle is null)
            {
                (ComputeDevice? device, string outcome) = TryOpen(candidate, check, TuningCache.In(options.TuningFolder), patience ?? new Patience(TimeProvider.System));
                if (device is null)
                {
                    obstacle = outcome;
                }
                else
                {
                    reason = $"{(chosen.Count == 0 ? $"The first {device.Description.Type} in order" : $"Another {device.Description.Type}")} {outcome}";
                    chosen.Add(device);
                }
            }

            considered.Add(new DeviceConsideration(candidate.Description, obstacle is null, obstacle ?? reason));
        }

        return chosen.Count == 0 ? new NoDevice(Explain(options, considered), considered) : new DeviceChosen(chosen, considered);
    }

    /// <summary>Why a device need not be taken beside those that were; <see langword="null"/> when it helps. Pure.</summary>
    internal static string? Superfluous(ComputeDeviceDescription device, DeviceChoice options, IReadOnlyList<ComputeDeviceDescription> taken)
    {
        if (taken.Count == 0)
        {
            return null;
        }

        ComputeDeviceDescription best = taken[0];
        if (options.MaximumDevices is { } most)
        {
            return taken.Count < most ? null : $"{best.Name} was taken before it.";
        }

        return device.Type != best.Type ? $"{best.Name} was taken before it; a {device.Type} beside a {best.Type} would hold it up."
            : device.Type == ComputeDeviceType.Cpu ? $"It stands for the same cores as {best.Name}, which was taken before it."
            : null;
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

    /// <summary>Opens and tries a device on a thread of its own, so that a driver that hangs does not take the others with it.</summary>
    /// <returns>The device and what speaks for it, or none and what stands against it.</returns>
    private static (ComputeDevice? Device, string Outcome) TryOpen(
        InstalledDevice candidate, Func<ComputeDevice, string?> check, TuningCache? tuning, IPatience patience)
    {
        Task<(ComputeDevice? Device, string Outcome)> attempt;
        using (DeviceThread thread = new($"opens {candidate.Description.Name}"))
        {
            attempt = thread.Start(() => OpenAndCheck(candidate, check, tuning));
        }

        patience.Wait([attempt]);
        if (attempt.IsCompleted)
        {
            return attempt.GetAwaiter().GetResult();
        }

        Quarantine.Shared.Add(candidate.Description, Patience.Exceeded);
        return (null, $"It was tried, and {Patience.Exceeded} Update its driver.");
    }

    private static (ComputeDevice? Device, string Outcome) OpenAndCheck(InstalledDevice candidate, Func<ComputeDevice, string?> check, TuningCache? tuning)
    {
        KernelParameters? measured = tuning?.Read(candidate.Description);
        KernelParameters parameters = measured ?? KernelParameters.For(candidate.Description);
        KnownAnswers.Begin(parameters);
        ComputeDevice? device = null;
        try
        {
            device = ComputeDevice.Open(candidate, parameters);
            if (check(device) is not { } wrong)
            {
                IReadOnlyList<string> obstacles = KnownAnswerCheck.Trust(device);
                string tuned = measured is not null ? "Its kernels run as was measured best on it." : tuning is null ? "" : Tune(device, tuning);
                return (device, string.Join(' ', (string[])["that is suitable and computed every known answer.", .. obstacles, tuned]).TrimEnd());
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

    /// <summary>Measures which numbers a device is fastest with. It uses them if it computes every known answer with them, too; whatever goes wrong here, it is as good as before.</summary>
    /// <returns>What became of it, in a plain sentence.</returns>
    private static string Tune(ComputeDevice device, TuningCache tuning)
    {
        KernelParameters table = device.Parameters;
        try
        {
            long start = Stopwatch.GetTimestamp();
            device.Parameters = KernelTuner.Measure(device);
            if (device.Parameters != table && KnownAnswerCheck.Run(device) is { } wrong)
            {
                device.Parameters = table;
                tuning.Keep(device.Description, table);
                return $"Its kernels run as usual: tuned, they compute wrongly. {wrong}";
            }

            tuning.Keep(device.Description, device.Parameters);
            return string.Create(CultureInfo.InvariantCulture, $"Its kernels run as was measured best on it now, in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s.");
        }
        catch (OpenClException broken)
        {
            device.Parameters = table;
            return $"Its kernels run as usual, since it broke while they were tuned: {broken.Message}";
        }
    }

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
