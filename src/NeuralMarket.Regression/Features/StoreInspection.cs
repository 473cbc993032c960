namespace NeuralMarket.Regression.Features;

/// <summary>What a feature store's segments hold, record by record.</summary>
/// <param name="Segments">Segments that can be read.</param>
/// <param name="Records">Whole records by length, good or not.</param>
/// <param name="Images">Images with a good record.</param>
/// <param name="Superseded">Good records that a later one of the same image replaces.</param>
/// <param name="Damaged">Records whose checksum does not fit. A disk that damages files should be noticed.</param>
/// <param name="Unreadable">Names of segments whose header does not fit; nothing in them counts.</param>
/// <param name="TornBytes">Bytes behind the last whole record of a segment, left by a writer that died.</param>
public sealed record StoreInspection(
    int Segments, long Records, int Images, long Superseded, IReadOnlyList<DamagedRecord> Damaged, IReadOnlyList<string> Unreadable, long TornBytes)
{
    /// <summary>Whether compacting would gain anything.</summary>
    public bool IsWorthCompacting => Superseded > 0 || Damaged.Count > 0 || Unreadable.Count > 0;
}

/// <summary>Where a damaged record lies.</summary>
/// <param name="Segment">The segment's file name.</param>
/// <param name="Offset">Bytes from its beginning.</param>
public sealed record DamagedRecord(string Segment, long Offset);
