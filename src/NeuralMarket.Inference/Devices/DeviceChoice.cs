namespace NeuralMarket.Inference.Devices;

/// <summary>Which device the operator wants.</summary>
public sealed record DeviceChoice
{
    /// <summary>Any suitable device: GPUs first, then other accelerators, then CPUs; among equals the one with more compute units.</summary>
    public static DeviceChoice Default { get; } = new();

    /// <summary>Only devices whose name or platform contains this text, in any case; <see langword="null"/> for all.</summary>
    public string? NameContains { get; init; }

    /// <summary>Only devices of this type; <see langword="null"/> for all.</summary>
    public ComputeDeviceType? Type { get; init; }

    /// <summary>
    /// The most devices that <see cref="ComputeDevices.ChooseSeveral(DeviceChoice)"/> takes, from 1, whatever their types; <see langword="null"/> for those that are
    /// worth it: all of the best device's type, but a single CPU, since what the drivers show as several CPUs are the same cores.
    /// </summary>
    public int? MaximumDevices { get; init; }

    /// <summary>
    /// Where is kept what was measured on devices to tune their kernels: a few seconds once for each device and driver. <see langword="null"/> for the user's own cache
    /// folder, empty for nowhere; then nothing is measured, and a table says what usually is fast.
    /// </summary>
    public string? TuningFolder { get; init; }
}

/// <summary>One device that was looked at, and what became of it.</summary>
/// <param name="Device">The device.</param>
/// <param name="Chosen">Whether it was taken.</param>
/// <param name="Reason">Why, or why not, in a plain sentence.</param>
public sealed record DeviceConsideration(ComputeDeviceDescription Device, bool Chosen, string Reason);

/// <summary>The outcome of <see cref="ComputeDevices.Choose(DeviceChoice)"/> and <see cref="ComputeDevices.ChooseSeveral(DeviceChoice)"/>. Closed: <see cref="DeviceChosen"/> or <see cref="NoDevice"/>.</summary>
public abstract record DeviceSelection
{
    private protected DeviceSelection(IReadOnlyList<DeviceConsideration> considered) => Considered = considered;

    /// <summary>Every device that was looked at, with the reason for or against it, best first.</summary>
    public IReadOnlyList<DeviceConsideration> Considered { get; }
}

/// <summary>A device, or several, were found, opened, and passed the known-answer check.</summary>
public sealed record DeviceChosen : DeviceSelection
{
    internal DeviceChosen(IReadOnlyList<ComputeDevice> devices, IReadOnlyList<DeviceConsideration> considered)
        : base(considered) => Devices = devices;

    /// <summary>The open devices, best first; the caller disposes of them, after all runners on them.</summary>
    public IReadOnlyList<ComputeDevice> Devices { get; }

    /// <summary>The best of them; the only one unless several were asked for.</summary>
    public ComputeDevice Device => Devices[0];
}

/// <summary>There is no usable device.</summary>
public sealed record NoDevice : DeviceSelection
{
    internal NoDevice(string reason, IReadOnlyList<DeviceConsideration> considered)
        : base(considered) => Reason = reason;

    /// <summary>Why, and what the operator can do, in plain sentences.</summary>
    public string Reason { get; }
}
