namespace NeuralMarket.Regression.Features;

/// <summary>A segment that a store has open, and the runs of whole records of it that are mapped so far.</summary>
internal sealed class StoreSegment : IDisposable
{
    private readonly FileStream _file;
    private readonly List<MappedRecords> _runs = [];

    private StoreSegment(string name, FileStream file, RecordLayout layout, SegmentId id)
    {
        (Name, _file, Layout, Id) = (name, file, layout, id);
    }

    /// <summary>Changes when it is sealed.</summary>
    public string Name { get; set; }

    public RecordLayout Layout { get; }

    public SegmentId Id { get; }

    /// <summary>Whole records that are mapped.</summary>
    public long Known { get; private set; }

    public IReadOnlyList<MappedRecords> Runs => _runs;

    /// <summary>Opens a segment in the first layout that its header fits; <see langword="null"/> when it fits none.</summary>
    /// <exception cref="FileNotFoundException">It was sealed or compacted away meanwhile.</exception>
    public static StoreSegment? TryOpen(SegmentFolder folder, string name, IEnumerable<RecordLayout> layouts)
    {
        FileStream file = folder.OpenForReading(name);
        foreach (RecordLayout layout in layouts)
        {
            if (SegmentFolder.ReadId(file, layout) is { } id)
            {
                return new StoreSegment(name, file, layout, id);
            }
        }

        file.Dispose();
        return null;
    }

    /// <summary>Maps what was appended since.</summary>
    /// <returns>The new run; <see langword="null"/> when there is nothing new.</returns>
    public MappedRecords? TakeIn()
    {
        long count = Layout.RecordCount(RandomAccess.GetLength(_file.SafeFileHandle));
        if (count <= Known)
        {
            return null;
        }

        MappedRecords run = new(_file, Layout, Known, count - Known);
        _runs.Add(run);
        Known = count;
        return run;
    }

    public void Dispose()
    {
        _runs.ForEach(run => run.Dispose());
        _file.Dispose();
    }
}
