namespace NeuralMarket.Regression.Features;

/// <summary>All records of a folder's segments, each held to its checksum.</summary>
/// <param name="Inspection">The sums.</param>
/// <param name="Segments">Segment by segment, the earliest first.</param>
internal sealed record StoreScan(StoreInspection Inspection, IReadOnlyList<ScannedSegment> Segments)
{
    public static StoreScan Read(FeatureStore store, CancellationToken cancellationToken)
    {
        List<(ScannedSegment Segment, ImageKey?[] Keys)> scanned = [];
        List<string> unreadable = [];
        foreach (string name in store.Folder.List())
        {
            using FileStream file = store.Folder.OpenForReading(name);
            if (Scan(file, name, store.Readable, cancellationToken) is { } one)
            {
                scanned.Add(one);
            }
            else if (store.Others.All(layout => SegmentFolder.ReadId(file, layout) is null))
            {
                unreadable.Add(name);
            }
        }

        scanned.Sort((left, right) => left.Segment.Id.CompareTo(right.Segment.Id));
        Dictionary<ImageKey, (int Segment, long Record)> latest = [];
        foreach ((int s, (ScannedSegment _, ImageKey?[] keys)) in scanned.Index())
        {
            for (int record = 0; record < keys.Length; record++)
            {
                if (keys[record] is { } key)
                {
                    latest[key] = (s, record);
                }
            }
        }

        foreach (IGrouping<int, long> kept in latest.Values.GroupBy(place => place.Segment, place => place.Record))
        {
            scanned[kept.Key].Segment.Kept.AddRange(kept.Order());
        }

        ScannedSegment[] segments = [.. scanned.Select(one => one.Segment)];
        DamagedRecord[] damaged = [.. segments.SelectMany(segment => segment.Damaged)];
        long records = segments.Sum(segment => segment.Records);
        return new StoreScan(
            new StoreInspection(segments.Length, records, latest.Count, records - latest.Count - damaged.Length, damaged, unreadable, segments.Sum(segment => segment.TornBytes)), segments);
    }

    private static (ScannedSegment, ImageKey?[])? Scan(FileStream file, string name, IReadOnlyList<RecordLayout> layouts, CancellationToken cancellationToken)
    {
        foreach (RecordLayout layout in layouts)
        {
            if (SegmentFolder.ReadId(file, layout) is { } id)
            {
                long records = layout.RecordCount(file.Length);
                ScannedSegment segment = new(name, layout, id, records, file.Length - layout.Offset(records));
                return (segment, ReadKeys(file, segment, cancellationToken));
            }
        }

        return null;
    }

    private static ImageKey?[] ReadKeys(FileStream file, ScannedSegment segment, CancellationToken cancellationToken)
    {
        ImageKey?[] keys = new ImageKey?[segment.Records];
        byte[] record = new byte[segment.Layout.RecordLength];
        for (int index = 0; index < keys.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            segment.Read(file, index, record);
            if (segment.Layout.IsWhole(record))
            {
                keys[index] = RecordLayout.KeyOf(record);
            }
            else
            {
                segment.Damaged.Add(new DamagedRecord(segment.Name, segment.Layout.Offset(index)));
            }
        }

        return keys;
    }
}

/// <summary>One segment as a scan found it.</summary>
internal sealed record ScannedSegment(string Name, RecordLayout Layout, SegmentId Id, long Records, long TornBytes)
{
    /// <summary>Records that count, in their order.</summary>
    public List<long> Kept { get; } = [];

    public List<DamagedRecord> Damaged { get; } = [];

    public bool IsClean => Kept.Count == Records;

    public void Read(FileStream file, long index, byte[] record)
    {
        file.Position = Layout.Offset(index);
        file.ReadExactly(record);
    }
}
