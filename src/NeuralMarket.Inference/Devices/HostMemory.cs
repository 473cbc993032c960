using System.Runtime.InteropServices;

namespace NeuralMarket.Inference.Devices;

/// <summary>
/// Memory of the host outside the managed heap, aligned to and backed by huge pages where the system has them: long streams through weights and
/// transformed tiles then miss the address cache far less often.
/// </summary>
internal sealed unsafe partial class HostMemory : IDisposable
{
    private const nuint HugePage = 2 * 1024 * 1024;

    /// <summary>MADV_HUGEPAGE of Linux's madvise(2).</summary>
    private const int AdviseHugePages = 14;

    private void* _address;

    /// <summary>Takes memory.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="cleared">Whether it is zeroed; memory that is about to be filled anyway need not be touched twice.</param>
    public HostMemory(long bytes, bool cleared = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        Bytes = bytes;
        nuint length = ((nuint)bytes + HugePage - 1) / HugePage * HugePage;
        try
        {
            _address = NativeMemory.AlignedAlloc(length, HugePage);
        }
        catch (OutOfMemoryException exhausted)
        {
            throw new OpenClException($"The host has no {bytes:N0} bytes of memory left.", exhausted);
        }

        if (OperatingSystem.IsLinux())
        {
            // Only a hint: without huge pages all works, slower.
            _ = Advise(_address, length, AdviseHugePages);
        }

        if (cleared)
        {
            NativeMemory.Clear(_address, length);
        }
    }

    public long Bytes { get; }

    public void* Address => _address is not null ? _address : throw new ObjectDisposedException(nameof(HostMemory));

    /// <summary>Some of its values, which are all of one type.</summary>
    public Span<T> Values<T>(long first, int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((first + count) * sizeof(T), Bytes);
        return new Span<T>((T*)Address + first, count);
    }

    public void Dispose()
    {
        if (_address is not null)
        {
            NativeMemory.AlignedFree(_address);
            _address = null;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
