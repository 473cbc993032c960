namespace NeuralMarket.Regression.Features;

/// <summary>
/// Rewrites segments. New ones are whole on disk before the first old one goes, so that a crash in between leaves records twice, never less than once; the next
/// compaction clears that up. Its user holds the folder's lock.
/// </summary>
internal static class StoreCompaction
{
    /// <returns>What the store held before.</returns>
    public static StoreInspection Run(FeatureStore store, CancellationToken cancellationToken)
    {
        StoreScan scan = StoreScan.Read(store, cancellationToken);
        using (SegmentAppender open = new(store))
        {
            // What is open ends here, and what cannot be read is set aside, so that only sealed segments are left.
            open.Seal();
        }

        Dictionary<SegmentId, string> names = NamesOf(store);
        foreach (RecordLayout layout in store.Readable)
        {
            ScannedSegment[] old = Chosen([.. scan.Segments.Where(segment => segment.Layout == layout && segment.Records > 0)], store.RecordsInSegment);
            if (old.Length > 0)
            {
                Rewrite(store, layout, old, names, cancellationToken);
            }
        }

        return scan.Inspection;
    }

    /// <summary>Those that hold what does not count, and those that would be less than half full when there are several.</summary>
    private static ScannedSegment[] Chosen(ScannedSegment[] segments, long capacity)
    {
        HashSet<ScannedSegment> small = [.. segments.Where(segment => segment.Kept.Count <= capacity / 2)];
        return [.. segments.Where(segment => !segment.IsClean || (small.Count > 1 && small.Contains(segment)))];
    }

    private static void Rewrite(FeatureStore store, RecordLayout layout, ScannedSegment[] old, Dictionary<SegmentId, string> names, CancellationToken cancellationToken)
    {
        byte[] record = new byte[layout.RecordLength];
        using (SegmentAppender appender = new(store, layout))
        {
            foreach (ScannedSegment segment in old)
            {
                using FileStream source = store.Folder.OpenForReading(names[segment.Id]);
                foreach (long index in segment.Kept)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    segment.Read(source, index, record);
                    appender.Append(record);
                }
            }

            appender.Seal();
        }

        foreach (ScannedSegment segment in old)
        {
            store.Folder.Remove(names[segment.Id]);
        }
    }

    private static Dictionary<SegmentId, string> NamesOf(FeatureStore store)
    {
        Dictionary<SegmentId, string> names = [];
        foreach (string name in store.Folder.List())
        {
            using FileStream file = store.Folder.OpenForReading(name);
            if (store.Readable.Select(layout => SegmentFolder.ReadId(file, layout)).FirstOrDefault(id => id is not null) is { } id)
            {
                names[id] = name;
            }
        }

        return names;
    }
}
