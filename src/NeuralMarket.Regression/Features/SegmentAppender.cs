namespace NeuralMarket.Regression.Features;

/// <summary>Appends records to the open segment of a folder, seals it when it is full and begins the next. Its user holds the folder's lock.</summary>
internal sealed class SegmentAppender : IDisposable
{
    private readonly SegmentFolder _folder;
    private readonly RecordLayout _layout;
    private readonly long _capacity;
    private uint _sequence;
    private string? _name;
    private FileStream? _file;
    private long _records;

    public SegmentAppender(FeatureStore store, RecordLayout? layout = null)
    {
        (_folder, _layout, _capacity) = (store.Folder, layout ?? store.Layout, store.RecordsInSegment);
        RecordLayout[] others = [.. store.Readable.Concat(store.Others).Where(other => other != _layout)];
        foreach (string name in _folder.List())
        {
            GoOn(name, others);
        }
    }

    public void Append(ReadOnlySpan<byte> record)
    {
        if (_records >= _capacity)
        {
            Seal();
        }

        if (_file is null)
        {
            SegmentId id = SegmentId.After(_sequence);
            _sequence = id.Sequence;
            _name = _folder.Begin(_layout, id);
            _file = _folder.OpenForAppending(_name);
            _records = 0;
        }

        RandomAccess.Write(_file.SafeFileHandle, record, _layout.Offset(_records));
        _records++;
    }

    /// <summary>Brings what was appended to the disk.</summary>
    public void Flush()
    {
        if (_file is not null)
        {
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
        }
    }

    /// <summary>Ends the open segment, full or not; nothing when there is none or it is empty.</summary>
    public void Seal()
    {
        if (_file is null || _records == 0)
        {
            return;
        }

        Flush();
        _file.Dispose();
        _ = _folder.Seal(_name!);
        (_file, _name, _records) = (null, null, 0);
    }

    public void Dispose()
    {
        if (_records >= _capacity)
        {
            Seal();
        }

        _file?.Dispose();
    }

    /// <summary>Takes note of a segment: an open one is gone on with or sealed, one without a readable header is set aside.</summary>
    private void GoOn(string name, RecordLayout[] others)
    {
        SegmentId? id = null;
        RecordLayout? layout;
        using (FileStream file = _folder.OpenForReading(name))
        {
            layout = others.Prepend(_layout).FirstOrDefault(one => (id = SegmentFolder.ReadId(file, one)) is not null);
        }

        if (layout is null || id is null)
        {
            _folder.SetAside(name);
            return;
        }

        _sequence = Math.Max(_sequence, id.Value.Sequence);
        if (!SegmentFolder.IsSealed(name))
        {
            // One is gone on with; others are left by a writer of another precision.
            Seal();
            Resume(name, layout);
            if (layout != _layout)
            {
                Seal();
                _file?.Dispose();
                _file = null;
            }
        }
    }

    private void Resume(string name, RecordLayout layout)
    {
        _file?.Dispose();
        (_name, _file) = (name, _folder.OpenForAppending(name));
        _records = layout.RecordCount(_file.Length);
        if (_file.Length != layout.Offset(_records))
        {
            _file.SetLength(layout.Offset(_records));
        }
    }
}
