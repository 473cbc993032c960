namespace NeuralMarket.Inference.Devices;

/// <summary>A kernel with its arguments. Not safe to share between threads: OpenCL keeps the arguments in the object.</summary>
internal sealed unsafe class DeviceKernel(nint handle, string name) : IDisposable
{
    private nint _handle = handle;

    public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(Name);

    public string Name { get; } = name;

    /// <summary>Sets an argument and returns the index behind it, so that arguments can be written in the kernel's order.</summary>
    public int Set(int index, DeviceBuffer buffer)
    {
        nint memory = buffer.Handle;
        return Set(index, &memory, (nuint)sizeof(nint));
    }

    /// <inheritdoc cref="Set(int, DeviceBuffer)"/>
    public int Set(int index, float value) => Set(index, &value, sizeof(float));

    /// <summary>Sets several whole numbers in a row.</summary>
    public int Set(int index, params ReadOnlySpan<int> values)
    {
        foreach (int value in values)
        {
            int copy = value;
            index = Set(index, &copy, sizeof(int));
        }

        return index;
    }

    /// <summary>Local memory of each work-group.</summary>
    public int SetLocal(int index, long bytes) => Set(index, null, (nuint)bytes);

    public void Dispose()
    {
        nint handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            OpenCl.Api.ReleaseKernel(handle);
        }
    }

    private int Set(int index, void* value, nuint size)
    {
        OpenCl.Check(OpenCl.Api.SetKernelArg(Handle, (uint)index, size, value), $"clSetKernelArg({Name}, {index})");
        return index + 1;
    }
}
