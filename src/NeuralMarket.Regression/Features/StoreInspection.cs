namespace NeuralMarket.Regression.Features;

/// <summary>What a feature store's file holds, record by record.</summary>
/// <param name="Records">Whole records by length, good or not.</param>
/// <param name="Images">Images with a good record.</param>
/// <param name="Superseded">Good records that a later one of the same image replaces.</param>
/// <param name="Damaged">Where records lie whose checksum does not fit: bytes from the beginning of the file. A disk that damages files should be noticed.</param>
/// <param name="TornBytes">Bytes behind the last whole record, left by a writer that died.</param>
public sealed record StoreInspection(long Records, int Images, long Superseded, IReadOnlyList<long> Damaged, long TornBytes)
{
    /// <summary>Whether compacting would gain anything.</summary>
    public bool IsWorthCompacting => Superseded > 0 || Damaged.Count > 0 || TornBytes > 0;
}
