namespace NeuralMarket.Inference.Devices;

/// <summary>Constant data on its way to a device.</summary>
internal static class Uploads
{
    /// <summary>A new buffer with these values.</summary>
    public static DeviceBuffer Upload(this ComputeDevice device, float[] values, string purpose)
    {
        DeviceBuffer buffer = device.Allocate((long)values.Length * sizeof(float), purpose);
        try
        {
            device.Write<float>(buffer, values);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }
}
