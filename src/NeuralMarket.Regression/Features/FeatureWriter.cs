namespace NeuralMarket.Regression.Features;

/// <summary>Appends to a <see cref="FeatureStore"/>; while it lives no one else writes. Not for several threads at once.</summary>
public sealed class FeatureWriter : IDisposable
{
    private readonly FeatureStore _store;
    private readonly RecordLayout _layout;
    private readonly FileStream _file;
    private readonly FileStream _lock;
    private readonly byte[] _record;
    private long _end;

    internal FeatureWriter(FeatureStore store, RecordLayout layout, FileStream file, FileStream held)
    {
        (_store, _layout, _file, _lock) = (store, layout, file, held);
        _record = new byte[layout.RecordLength];
        _end = file.Length;
    }

    /// <summary>Appends an image's outputs. They count for readers after <see cref="Flush"/>.</summary>
    /// <param name="imageSha256">The image's SHA-256, 64 hex digits.</param>
    /// <param name="features">[F].</param>
    /// <param name="probabilities">[N].</param>
    /// <exception cref="ArgumentException">The lengths are not F and N.</exception>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(string imageSha256, ReadOnlySpan<float> features, ReadOnlySpan<float> probabilities)
    {
        if (features.Length != _layout.FeatureCount || probabilities.Length != _layout.CategoryCount)
        {
            throw new ArgumentException(
                $"The store keeps {_layout.FeatureCount} features and {_layout.CategoryCount} probabilities an image, not {features.Length} and {probabilities.Length}.");
        }

        _layout.WriteOutputs(_record, ImageKey.Parse(imageSha256), features, probabilities);
        AppendRecord();
    }

    /// <summary>Appends why an image has no outputs.</summary>
    /// <param name="imageSha256">The image's SHA-256, 64 hex digits.</param>
    /// <param name="failure">The reason; long messages are cut.</param>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(string imageSha256, ImageFailure failure)
    {
        _layout.WriteFailure(_record, ImageKey.Parse(imageSha256), failure);
        AppendRecord();
    }

    /// <summary>Brings what was appended to the disk and into the store's view.</summary>
    public void Flush()
    {
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        _store.Refresh();
    }

    /// <summary>Flushes and lets the next writer in.</summary>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        finally
        {
            _file.Dispose();
            _lock.Dispose();
        }
    }

    private void AppendRecord()
    {
        RandomAccess.Write(_file.SafeFileHandle, _record, _end);
        _end += _record.Length;
    }
}
