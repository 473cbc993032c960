namespace NeuralMarket.Inference.Devices;

/// <summary>Memory on a device.</summary>
/// <param name="handle">OpenCL's memory object.</param>
/// <param name="bytes">Its size.</param>
/// <param name="host">The host's memory that it stands for, which it owns; <see langword="null"/> when the driver holds the memory.</param>
internal sealed class DeviceBuffer(nint handle, long bytes, HostMemory? host = null) : IDisposable
{
    private nint _handle = handle;

    public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(DeviceBuffer));

    public long Bytes { get; } = bytes;

    public void Dispose()
    {
        nint handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            OpenCl.Api.ReleaseMemObject(handle);
            host?.Dispose();
        }
    }
}
