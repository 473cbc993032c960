namespace NeuralMarket.Inference.Devices;

/// <summary>
/// An open OpenCL device: its context, one in-order queue, and the programs compiled for it, by source and options.
/// Safe to share between threads: runners on one device take turns. Dispose of it after all runners on it.
/// </summary>
public sealed class ComputeDevice : IDisposable
{
    internal ComputeDevice(ComputeDeviceDescription description) => Description = description;

    /// <summary>What the device says about itself.</summary>
    public ComputeDeviceDescription Description { get; }

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
