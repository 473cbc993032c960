namespace NeuralMarket.Inference.Devices;

/// <summary>Constant data on its way to a device.</summary>
internal static class Uploads
{
    /// <summary>A new buffer with these values.</summary>
    public static unsafe DeviceBuffer Upload<T>(this ComputeDevice device, T[] values, string purpose)
        where T : unmanaged
    {
        DeviceBuffer buffer = device.Allocate((long)values.Length * sizeof(T), purpose);
        try
        {
            device.Write<T>(buffer, values);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }
}
