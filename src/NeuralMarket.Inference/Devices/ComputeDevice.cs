using System.Text;
using NeuralMarket.Inference.Networks.Tuning;
using Silk.NET.OpenCL;

namespace NeuralMarket.Inference.Devices;

/// <summary>
/// An open OpenCL device: its context, one in-order queue, and the programs compiled for it, by source and options.
/// Safe to share between threads: runners on one device take turns. Dispose of it after all runners on it.
/// </summary>
public sealed unsafe class ComputeDevice : IDisposable
{
    /// <summary>From this size on, buffers on a CPU lie in memory that we place, on huge pages.</summary>
    private const long LeastPlacedBytes = 1024 * 1024;

    private readonly nint _id;
    private readonly nint _context;
    private readonly nint _queue;
    private readonly Dictionary<(string Source, string Options), nint> _programs = [];
    private bool _disposed;

    private ComputeDevice(InstalledDevice device, KernelParameters parameters)
    {
        (Description, _id) = (device.Description, device.Id);
        Parameters = parameters;
        nint id = device.Id;
        int code;
        _context = OpenCl.Api.CreateContext((nint*)null, 1, &id, null, (void*)null, &code);
        OpenCl.Check(code, "clCreateContext");
        _queue = OpenCl.Api.CreateCommandQueue(_context, id, CommandQueueProperties.None, &code);
        if (code != 0)
        {
            OpenCl.Api.ReleaseContext(_context);
        }

        OpenCl.Check(code, "clCreateCommandQueue");
        LargestWorkGroup = (int)Math.Min(OpenCl.Value<nuint>(id, DeviceInfo.MaxWorkGroupSize), int.MaxValue);
    }

    /// <summary>What the device says about itself.</summary>
    public ComputeDeviceDescription Description { get; }

    /// <summary>Held while a runner sets arguments and enqueues: one runner at a time.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Whether it can work in the host's memory without a copy.</summary>
    internal bool SharesHostMemory => Description.Type == ComputeDeviceType.Cpu;

    internal int LargestWorkGroup { get; }

    /// <summary>What its kernels are built and run with.</summary>
    internal KernelParameters Parameters { get; set; }

    /// <summary>B: how many channels or outputs stand side by side in the kernels' vectors.</summary>
    internal int BlockWidth => Parameters.BlockWidth;

    /// <summary>Whether each file of kernels is a program of its own, since its driver failed to compile them together.</summary>
    internal bool CompilesFilesApart { get; set; }

    /// <summary>The fast kernels that it was seen to compute rightly.</summary>
    internal KernelFamilies Trusted { get; set; }

    internal static ComputeDevice Open(InstalledDevice device, KernelParameters parameters) => new(device, parameters);

    /// <summary>Releases everything.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            foreach (nint program in _programs.Values)
            {
                OpenCl.Api.ReleaseProgram(program);
            }

            OpenCl.Api.ReleaseCommandQueue(_queue);
            OpenCl.Api.ReleaseContext(_context);
        }
    }

    /// <summary>A buffer in the device's memory.</summary>
    internal DeviceBuffer Allocate(long bytes, string purpose)
    {
        ThrowIfTooLarge(bytes, purpose);
        return SharesHostMemory && bytes >= LeastPlacedBytes ? Place(new HostMemory(bytes), purpose) : CreateBuffer(MemFlags.ReadWrite, Math.Max(bytes, sizeof(float)), null);
    }

    /// <summary>A buffer with the contents of the host's memory, which it takes over: in place where the device works in the host's memory, else a copy.</summary>
    internal DeviceBuffer Place(HostMemory memory, string purpose)
    {
        try
        {
            if (!SharesHostMemory)
            {
                DeviceBuffer copy = Allocate(memory.Bytes, purpose);
                Write(copy, memory.Address, memory.Bytes);
                Finish();
                memory.Dispose();
                return copy;
            }

            ThrowIfTooLarge(memory.Bytes, purpose);
            return CreateBuffer(MemFlags.ReadWrite | MemFlags.UseHostPtr, memory.Bytes, memory.Address, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>The host's own memory as a buffer to read from; it must stay pinned until the buffer is disposed of.</summary>
    internal DeviceBuffer Wrap(void* pinned, long bytes) => CreateBuffer(MemFlags.ReadOnly | MemFlags.UseHostPtr, bytes, pinned);

    /// <summary>The host's own memory as a buffer to write to; it must stay pinned until the buffer is disposed of, and holds what was written after <see cref="Collect"/>.</summary>
    internal DeviceBuffer WrapTarget(void* pinned, long bytes) => CreateBuffer(MemFlags.WriteOnly | MemFlags.UseHostPtr, bytes, pinned);

    /// <summary>Waits for all that was enqueued, and until the memory behind a <see cref="WrapTarget"/> holds what was written to it.</summary>
    internal void Collect(DeviceBuffer target)
    {
        // First of all, so that nothing writes to the memory any more when what follows fails and its owner lets it go.
        Finish();
        int code;
        void* mapped = OpenCl.Api.EnqueueMapBuffer(_queue, target.Handle, true, MapFlags.Read, 0, (nuint)target.Bytes, 0, (nint*)null, (nint*)null, &code);
        OpenCl.Check(code, "clEnqueueMapBuffer");
        OpenCl.Check(OpenCl.Api.EnqueueUnmapMemObject(_queue, target.Handle, mapped, 0, (nint*)null, (nint*)null), "clEnqueueUnmapMemObject");
        Finish();
    }

    /// <summary>Starts to copy to the device; the source must stay pinned until <see cref="Finish"/> or a blocking read.</summary>
    internal void Write(DeviceBuffer buffer, void* pinned, long bytes)
    {
        if (bytes > 0)
        {
            OpenCl.Check(OpenCl.Api.EnqueueWriteBuffer(_queue, buffer.Handle, false, 0, (nuint)bytes, pinned, 0, (nint*)null, (nint*)null), "clEnqueueWriteBuffer");
        }
    }

    /// <summary>Copies to the device and waits.</summary>
    internal void Write<T>(DeviceBuffer buffer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        fixed (T* first = values)
        {
            Write(buffer, first, (long)values.Length * sizeof(T));
            Finish();
        }
    }

    /// <summary>Starts to copy from the device; the target must stay pinned until <see cref="Finish"/>.</summary>
    internal void Read(DeviceBuffer buffer, void* pinned, long bytes)
    {
        if (bytes > 0)
        {
            OpenCl.Check(OpenCl.Api.EnqueueReadBuffer(_queue, buffer.Handle, false, 0, (nuint)bytes, pinned, 0, (nint*)null, (nint*)null), "clEnqueueReadBuffer");
        }
    }

    /// <summary>Waits for all that was enqueued.</summary>
    internal void Finish() => OpenCl.Check(OpenCl.Api.Finish(_queue), "clFinish");

    /// <summary>A kernel object of its own, for one runner; the program behind it is compiled once.</summary>
    internal DeviceKernel CreateKernel(string source, string options, string name)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int code;
        byte[] text = [.. Encoding.ASCII.GetBytes(name), 0];
        fixed (byte* first = text)
        {
            nint kernel = OpenCl.Api.CreateKernel(Program(source, options), first, &code);
            OpenCl.Check(code, $"clCreateKernel({name})");
            return new DeviceKernel(kernel, name);
        }
    }

    /// <summary>Starts a kernel over a flat range of work-items; the kernel itself ignores those behind <paramref name="items"/>.</summary>
    /// <param name="kernel">With all its arguments set.</param>
    /// <param name="items">How many work-items.</param>
    /// <param name="groupSize">How many of them make a work-group.</param>
    internal void Enqueue(DeviceKernel kernel, int items, int groupSize)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        nuint local = (nuint)Math.Min(groupSize, LargestWorkGroup);
        nuint global = ((nuint)items + local - 1) / local * local;
        int code = OpenCl.Api.EnqueueNdrangeKernel(_queue, kernel.Handle, 1, (nuint*)null, &global, &local, 0, (nint*)null, (nint*)null);
        OpenCl.Check(code, $"clEnqueueNDRangeKernel({kernel.Name})");
    }

    private void ThrowIfTooLarge(long bytes, string purpose)
    {
        if (bytes > Description.LargestAllocationBytes)
        {
            throw new OpenClException($"{Description.Name} cannot hold {purpose}: {bytes:N0} bytes at once, its limit is {Description.LargestAllocationBytes:N0}.");
        }
    }

    private DeviceBuffer CreateBuffer(MemFlags flags, long bytes, void* host, HostMemory? owned = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int code;
        nint buffer = OpenCl.Api.CreateBuffer(_context, flags, (nuint)bytes, host, &code);
        OpenCl.Check(code, $"clCreateBuffer({bytes:N0} bytes)");
        return new DeviceBuffer(buffer, bytes, owned);
    }

    private nint Program(string source, string options)
    {
        lock (Gate)
        {
            if (!_programs.TryGetValue((source, options), out nint program))
            {
                program = Compile(source, options);
                _programs.Add((source, options), program);
            }

            return program;
        }
    }

    private nint Compile(string source, string options)
    {
        int code;
        nuint length = (nuint)Encoding.UTF8.GetByteCount(source);
        nint program = OpenCl.Api.CreateProgramWithSource(_context, 1, [source], &length, &code);
        OpenCl.Check(code, "clCreateProgramWithSource");
        nint id = _id;
        byte[] text = [.. Encoding.ASCII.GetBytes(options), 0];
        fixed (byte* first = text)
        {
            code = OpenCl.Api.BuildProgram(program, 1, &id, first, null, (void*)null);
        }

        if (code != 0)
        {
            string log = OpenCl.BuildLog(program, _id);
            OpenCl.Api.ReleaseProgram(program);
            throw new OpenClException($"{Description.Name} cannot compile the kernels ({options}), error {code}: {log}");
        }

        return program;
    }
}
