namespace NeuralMarket.Regression.Features;

/// <summary>Appends to a <see cref="FeatureStore"/>; while it lives no one else writes. Not for several threads at once.</summary>
public sealed class FeatureWriter : IDisposable
{
    private readonly FeatureStore _store;
    private readonly SegmentAppender _appender;
    private readonly FileStream _lock;
    private readonly byte[] _record;

    internal FeatureWriter(FeatureStore store, SegmentAppender appender, FileStream held)
    {
        (_store, _appender, _lock) = (store, appender, held);
        _record = new byte[store.Layout.RecordLength];
        store.Refresh();
    }

    /// <summary>Appends an image's outputs. They count for readers after <see cref="Flush"/>.</summary>
    /// <param name="imageSha256">The image's SHA-256, 64 hex digits.</param>
    /// <param name="features">[F].</param>
    /// <param name="probabilities">[N].</param>
    /// <exception cref="ArgumentException">The lengths are not F and N.</exception>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(string imageSha256, ReadOnlySpan<float> features, ReadOnlySpan<float> probabilities)
    {
        if (features.Length != _store.FeatureCount || probabilities.Length != _store.CategoryCount)
        {
            throw new ArgumentException(
                $"The store keeps {_store.FeatureCount} features and {_store.CategoryCount} probabilities an image, not {features.Length} and {probabilities.Length}.");
        }

        _store.Layout.WriteOutputs(_record, ImageKey.Parse(imageSha256), features, probabilities);
        _appender.Append(_record);
    }

    /// <summary>Appends why an image has no outputs.</summary>
    /// <param name="imageSha256">The image's SHA-256, 64 hex digits.</param>
    /// <param name="failure">The reason; long messages are cut.</param>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(string imageSha256, ImageFailure failure)
    {
        _store.Layout.WriteFailure(_record, ImageKey.Parse(imageSha256), failure);
        _appender.Append(_record);
    }

    /// <summary>Brings what was appended to the disk and into the store's view.</summary>
    public void Flush()
    {
        _appender.Flush();
        _store.Refresh();
    }

    /// <summary>Seals the open segment, full or not, so that it can be shared; the next image begins another.</summary>
    public void Seal()
    {
        _appender.Seal();
        _store.Refresh();
    }

    /// <summary>Flushes and lets the next writer in.</summary>
    public void Dispose()
    {
        try
        {
            _appender.Flush();
        }
        finally
        {
            _appender.Dispose();
            _lock.Dispose();
        }

        _store.Refresh();
    }
}
