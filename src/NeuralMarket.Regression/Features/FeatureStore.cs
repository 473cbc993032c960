using System.Collections.Concurrent;
using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Regression.Features;

/// <summary>
/// The base network's outputs for images, on disk: computed once, looked up for ever. A folder of segments for each base network, keyed by the image's SHA-256,
/// appended to by one writer at a time and mapped into memory by any number of readers in any number of processes.
/// </summary>
/// <remarks>
/// Safe against a crash while writing: a record counts when its checksum fits, and a torn tail is cut by the next writer. The store is a cache; an image
/// that is lost is computed again. <see cref="TryFind"/> may be called from several threads.
/// </remarks>
public sealed class FeatureStore : IDisposable
{
    private const int MostAttempts = 1000;

    private readonly RecordLayout _layout;
    private readonly RecordLayout[] _readable;
    private readonly RecordLayout[] _others;
    private readonly FeatureStoreOptions _options;
    private readonly Lock _refreshing = new();
    private readonly Dictionary<SegmentId, StoreSegment> _segments = [];
    private readonly Dictionary<string, StoreSegment> _sealed = [];
    private readonly HashSet<string> _unreadable = [];
    private readonly List<StoreSegment> _retired = [];
    private volatile ConcurrentDictionary<ImageKey, Place> _places = new();
    private int _damagedFound;
    private bool _disposed;

    private FeatureStore(SegmentFolder folder, RecordLayout exact, RecordLayout half, FeatureStoreOptions options)
    {
        (Folder, _options) = (folder, options);
        (_layout, _readable, _others) = options.Precision == FeaturePrecision.Half ? (half, [half, exact], []) : (exact, new[] { exact }, new[] { half });
    }

    /// <summary>The folder of this base network below the one given to <see cref="Open(string, BaseNetwork, FeatureStoreOptions?)"/>.</summary>
    public string Directory => Folder.Path;

    /// <summary>The base network's identity.</summary>
    public string BaseIdentity => _layout.Identity;

    /// <summary>F.</summary>
    public int FeatureCount => _layout.FeatureCount;

    /// <summary>N.</summary>
    public int CategoryCount => _layout.CategoryCount;

    /// <summary>How precisely features are kept that are appended now.</summary>
    public FeaturePrecision Precision => _layout.Precision;

    /// <summary>How many images it knows of, those that failed included.</summary>
    public int Count => _places.Count;

    /// <summary>Records that were asked for since it was opened and whose checksum does not fit. Their images are computed again; the disk should be looked at.</summary>
    public int DamagedFound => Volatile.Read(ref _damagedFound);

    internal SegmentFolder Folder { get; }

    internal RecordLayout Layout => _layout;

    /// <summary>The layouts whose segments it sees, its own first.</summary>
    internal IReadOnlyList<RecordLayout> Readable => _readable;

    /// <summary>The layouts whose segments are sound, but not for a store opened like this one.</summary>
    internal IReadOnlyList<RecordLayout> Others => _others;

    internal long RecordsInSegment => Math.Max(1, (_options.SegmentBytes - RecordLayout.HeaderLength) / _layout.RecordLength);

    /// <summary>Opens the store of a base network; an absent one is created.</summary>
    /// <exception cref="IOException">The folder cannot be written or a file cannot be read.</exception>
    public static FeatureStore Open(string directory, BaseNetwork network, FeatureStoreOptions? options = null) =>
        Open(directory, network.Identity, network.Definition.FeatureCount, network.Definition.CategoryCount, options);

    /// <summary>Opens the store of a base network; an absent one is created, the one file of an older version becomes its first segment.</summary>
    /// <param name="directory">The folder with the stores of all base networks.</param>
    /// <param name="baseIdentity">The base network's identity, 64 hex digits.</param>
    /// <param name="featureCount">F.</param>
    /// <param name="categoryCount">N.</param>
    /// <param name="options">How features are kept; <see cref="FeatureStoreOptions.Default"/> when not given.</param>
    /// <exception cref="IOException">The folder cannot be written or a file cannot be read.</exception>
    public static FeatureStore Open(string directory, string baseIdentity, int featureCount, int categoryCount, FeatureStoreOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featureCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(categoryCount);
        _ = ImageKey.Parse(baseIdentity);
        options ??= FeatureStoreOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.SegmentBytes, nameof(options));
        string identity = baseIdentity.ToLowerInvariant();
        RecordLayout exact = new(identity, featureCount, categoryCount, FeaturePrecision.Single);
        RecordLayout half = new(identity, featureCount, categoryCount, FeaturePrecision.Half);
        SegmentFolder folder = new(Path.Combine(directory, identity));
        System.IO.Directory.CreateDirectory(folder.Path);
        folder.AdoptOldFile(exact);
        FeatureStore store = new(folder, exact, half, options);
        store.Refresh();
        return store;
    }

    /// <summary>Looks an image up. A record whose checksum does not fit is as good as none.</summary>
    /// <param name="imageSha256">The image's SHA-256, 64 hex digits.</param>
    /// <param name="record">What is kept of it.</param>
    public bool TryFind(string imageSha256, out FeatureRecord record)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ImageKey key = ImageKey.Parse(imageSha256);
        record = default;
        ConcurrentDictionary<ImageKey, Place> places = _places;
        if (!places.TryGetValue(key, out Place? place))
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = place.Run[place.Index];
        if (!place.Checked)
        {
            if (RecordLayout.KeyOf(bytes) != key || !place.Segment.Layout.IsWhole(bytes))
            {
                if (places.TryRemove(KeyValuePair.Create(key, place)))
                {
                    Interlocked.Increment(ref _damagedFound);
                }

                return false;
            }

            place.Checked = true;
        }

        record = place.Segment.Layout.Read(bytes);
        return true;
    }

    /// <summary>Takes in what other writers appended, shared or compacted since it was opened or refreshed. What was lent from files that are gone stays valid.</summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            // Others may seal and compact meanwhile: what was taken in must be what is still there.
            for (int attempt = 0; attempt < MostAttempts; attempt++)
            {
                string[] names = Folder.List();
                if (TakeIn(names) && names.SequenceEqual(Folder.List()))
                {
                    return;
                }
            }

            throw new IOException($"The files in {Directory} change faster than they can be opened.");
        }
    }

    /// <summary>Reads every record and holds it to its checksum, also those that no one asks for.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public StoreInspection Inspect(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return StoreScan.Read(this, cancellationToken).Inspection;
    }

    /// <summary>
    /// Writes segments anew that hold damaged or superseded records, and small ones together; whole ones stay as they are. Images whose records were damaged are
    /// absent then, and computed again by the next <see cref="FeatureExtraction"/>. Readers keep what they have open until they refresh.
    /// </summary>
    /// <returns>What the store held before.</returns>
    /// <exception cref="IOException">The folder cannot be written, or the system does not let an open file be removed.</exception>
    public async Task<StoreInspection> CompactAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        StoreInspection before;
        using (FileStream held = await Folder.LockAsync(cancellationToken).ConfigureAwait(false))
        {
            before = StoreCompaction.Run(this, cancellationToken);
        }

        Refresh();
        return before;
    }

    /// <summary>Waits until no one else writes, cuts a torn tail, sets unreadable segments aside, and begins to append.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<FeatureWriter> BeginWriteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        FileStream held = await Folder.LockAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new FeatureWriter(this, new SegmentAppender(this), held);
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_refreshing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _places.Clear();
            foreach (StoreSegment segment in _segments.Values.Concat(_retired))
            {
                segment.Dispose();
            }
        }
    }

    /// <returns>Whether all of the files were still there.</returns>
    private bool TakeIn(string[] names)
    {
        HashSet<SegmentId> present = [];
        foreach (string name in names.Where(name => !_unreadable.Contains(name)))
        {
            try
            {
                if (Find(name) is { } segment)
                {
                    present.Add(segment.Id);
                    Add(segment);
                }
            }
            catch (FileNotFoundException)
            {
                return false;
            }
        }

        Retire([.. _segments.Values.Where(segment => !present.Contains(segment.Id))]);
        return true;
    }

    private StoreSegment? Find(string name)
    {
        if (_sealed.TryGetValue(name, out StoreSegment? known))
        {
            return known;
        }

        StoreSegment? opened = StoreSegment.TryOpen(Folder, name, _readable);
        if (opened is null)
        {
            _unreadable.Add(name);
            return null;
        }

        StoreSegment segment = _segments.TryAdd(opened.Id, opened) ? opened : _segments[opened.Id];
        if (segment != opened)
        {
            opened.Dispose();
            segment.Name = name;
        }

        if (SegmentFolder.IsSealed(name))
        {
            _sealed[name] = segment;
        }

        return segment;
    }

    private void Add(StoreSegment segment)
    {
        if (segment.TakeIn() is { } run)
        {
            Add(segment, run);
        }
    }

    private void Add(StoreSegment segment, MappedRecords run)
    {
        for (long index = 0; index < run.Count; index++)
        {
            // Only the key is read here, one page a record; the checksum waits until the record is asked for.
            Place place = new(segment, run, index);
            _places.AddOrUpdate(RecordLayout.KeyOf(run[index]), place, (_, before) => before.Segment.Id.CompareTo(segment.Id) > 0 ? before : place);
        }
    }

    /// <summary>Lets go of segments whose files are gone, and looks for their images in the others.</summary>
    private void Retire(StoreSegment[] gone)
    {
        if (gone.Length == 0)
        {
            return;
        }

        foreach (StoreSegment segment in gone)
        {
            _segments.Remove(segment.Id);
            _sealed.Remove(segment.Name);
            _retired.Add(segment);
        }

        _places = new ConcurrentDictionary<ImageKey, Place>();
        foreach (StoreSegment segment in _segments.Values)
        {
            foreach (MappedRecords run in segment.Runs)
            {
                Add(segment, run);
            }
        }
    }

    private sealed class Place(StoreSegment segment, MappedRecords run, long index)
    {
        public StoreSegment Segment { get; } = segment;

        public MappedRecords Run { get; } = run;

        public long Index { get; } = index;

        public bool Checked { get; set; }
    }
}
