using System.IO.MemoryMappedFiles;

namespace NeuralMarket.Regression.Features;

/// <summary>A run of whole records of the store's file, mapped for reading.</summary>
internal sealed unsafe class MappedRecords : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly RecordLayout _layout;

    public MappedRecords(FileStream file, RecordLayout layout, long first, long count)
    {
        _layout = layout;
        Count = count;
        _file = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(layout.Offset(first), count * layout.RecordLength, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public long Count { get; }

    public ReadOnlySpan<byte> this[long record] => new(_start + (record * _layout.RecordLength), _layout.RecordLength);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
