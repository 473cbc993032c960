namespace NeuralMarket.Inference.Devices;

/// <summary>What kind of processor a device is.</summary>
public enum ComputeDeviceType
{
    /// <summary>The machine's own processor.</summary>
    Cpu,

    /// <summary>A graphics processor.</summary>
    Gpu,

    /// <summary>Another accelerator.</summary>
    Accelerator,

    /// <summary>None of these.</summary>
    Other,
}

/// <summary>What an OpenCL device says about itself, and whether this library can use it.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Name">The device's name.</param>
/// <param name="Vendor">Its vendor.</param>
/// <param name="Driver">Its driver's version.</param>
/// <param name="OpenClVersion">The version it supports, for example <c>OpenCL 3.0 …</c>.</param>
/// <param name="Type">What kind of processor it is.</param>
/// <param name="MemoryBytes">Global memory, in bytes.</param>
/// <param name="LargestAllocationBytes">The largest single buffer, in bytes.</param>
/// <param name="ComputeUnits">How many compute units it has.</param>
/// <param name="LocalMemoryBytes">Local memory of a work-group, in bytes.</param>
/// <param name="VectorWidth">The native vector width in single-precision numbers.</param>
/// <param name="Suitable">Whether this library can use it.</param>
/// <param name="Reason">Why, or why not.</param>
public sealed record ComputeDeviceDescription(
    string Platform,
    string Name,
    string Vendor,
    string Driver,
    string OpenClVersion,
    ComputeDeviceType Type,
    long MemoryBytes,
    long LargestAllocationBytes,
    int ComputeUnits,
    long LocalMemoryBytes,
    int VectorWidth,
    bool Suitable,
    string Reason)
{
    /// <summary>Which of several that are alike by platform, name and driver it is, from 0.</summary>
    public int Ordinal { get; init; }
}
