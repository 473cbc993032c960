namespace NeuralMarket.Inference.Devices;

/// <summary>Memory on a device.</summary>
internal sealed class DeviceBuffer(nint handle, long bytes) : IDisposable
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
        }
    }
}
