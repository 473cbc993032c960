using System.Collections.Concurrent;
using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Regression.Features;

/// <summary>
/// The base network's outputs for images, on disk: computed once, looked up for ever. One file for each base network, keyed by the image's SHA-256,
/// appended to by one writer at a time and mapped into memory by any number of readers in any number of processes.
/// </summary>
/// <remarks>
/// Safe against a crash while writing: a record counts when its checksum fits, and a torn tail is cut by the next writer. The file is a cache; an image
/// that is lost is computed again. <see cref="TryFind"/> may be called from several threads.
/// </remarks>
public sealed class FeatureStore : IDisposable
{
    private const string FileName = "features.bin";
    private const string LockName = "writer.lock";

    private readonly RecordLayout _layout;
    private FileStream _file;
    private readonly Lock _refreshing = new();
    private readonly List<MappedRecords> _mapped = [];
    private readonly List<FileStream> _retired = [];
    private volatile ConcurrentDictionary<ImageKey, Place> _places = new();
    private uint _generation;
    private long _known;
    private bool _disposed;

    private FeatureStore(string directory, RecordLayout layout, FileStream file)
    {
        Directory = directory;
        _layout = layout;
        _file = file;
        _generation = GenerationOf(file) ?? throw new IOException($"{file.Name} was replaced while it was opened.");
    }

    /// <summary>The folder of this base network below the one given to <see cref="Open(string, string, int, int)"/>.</summary>
    public string Directory { get; }

    /// <summary>The base network's identity.</summary>
    public string BaseIdentity => _layout.Identity;

    /// <summary>F.</summary>
    public int FeatureCount => _layout.FeatureCount;

    /// <summary>N.</summary>
    public int CategoryCount => _layout.CategoryCount;

    /// <summary>How many images it knows of, those that failed included.</summary>
    public int Count => _places.Count;

    /// <summary>Opens the store of a base network; an absent one is created.</summary>
    /// <exception cref="IOException">The folder cannot be written or the file cannot be read.</exception>
    public static FeatureStore Open(string directory, BaseNetwork network) =>
        Open(directory, network.Identity, network.Definition.FeatureCount, network.Definition.CategoryCount);

    /// <summary>Opens the store of a base network; an absent one is created, a file whose header is damaged is set aside and begun anew.</summary>
    /// <param name="directory">The folder with the stores of all base networks.</param>
    /// <param name="baseIdentity">The base network's identity, 64 hex digits.</param>
    /// <param name="featureCount">F.</param>
    /// <param name="categoryCount">N.</param>
    /// <exception cref="IOException">The folder cannot be written or the file cannot be read.</exception>
    public static FeatureStore Open(string directory, string baseIdentity, int featureCount, int categoryCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(featureCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(categoryCount);
        _ = ImageKey.Parse(baseIdentity);
        RecordLayout layout = new(baseIdentity.ToLowerInvariant(), featureCount, categoryCount);
        string folder = Path.Combine(directory, layout.Identity);
        System.IO.Directory.CreateDirectory(folder);
        FeatureStore store = new(folder, layout, OpenFile(folder, layout));
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
        if (!_places.TryGetValue(key, out Place? place))
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = place.Records[place.Index];
        if (!place.Checked)
        {
            if (RecordLayout.KeyOf(bytes) != key || !_layout.IsWhole(bytes))
            {
                _places.TryRemove(KeyValuePair.Create(key, place));
                return false;
            }

            place.Checked = true;
        }

        record = _layout.Read(bytes);
        return true;
    }

    /// <summary>Takes in what other writers appended, or compacted, since it was opened or refreshed.</summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            FollowCompaction();
            long count = _layout.RecordCount(RandomAccess.GetLength(_file.SafeFileHandle));
            if (count <= _known)
            {
                return;
            }

            MappedRecords records = new(_file, _layout, _known, count - _known);
            _mapped.Add(records);
            for (long index = 0; index < records.Count; index++)
            {
                // Only the key is read here, one page a record; the checksum waits until the record is asked for. A later record of an image replaces an earlier one.
                _places[RecordLayout.KeyOf(records[index])] = new Place(records, index);
            }

            _known = count;
        }
    }

    /// <summary>Reads every record and holds it to its checksum, also those that no one asks for.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public StoreInspection Inspect(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using FileStream file = OpenForReading(Path.Combine(Directory, FileName));
        long records = _layout.RecordCount(file.Length);
        Dictionary<ImageKey, long> latest = [];
        List<long> damaged = [];
        byte[] record = new byte[_layout.RecordLength];
        for (long index = 0; index < records; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadRecord(file, index, record);
            if (_layout.IsWhole(record))
            {
                latest[RecordLayout.KeyOf(record)] = index;
            }
            else
            {
                damaged.Add(_layout.Offset(index));
            }
        }

        return new StoreInspection(records, latest.Count, records - latest.Count - damaged.Count, damaged, file.Length - _layout.Offset(records));
    }

    /// <summary>
    /// Writes the file anew with the last whole record of each image alone, and puts it in the old one's place in one step. Images whose records were damaged are
    /// absent then, and computed again by the next <see cref="FeatureExtraction"/>. Readers that have the old file open keep it until they refresh.
    /// </summary>
    /// <returns>What the old file held.</returns>
    /// <exception cref="IOException">The folder cannot be written, or the system does not let an open file be replaced.</exception>
    public async Task<StoreInspection> CompactAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using FileStream held = await WriterLock.AcquireAsync(Path.Combine(Directory, LockName), cancellationToken).ConfigureAwait(false);
        Refresh();
        StoreInspection before = Inspect(cancellationToken);
        string path = Path.Combine(Directory, FileName);
        string fresh = path + ".new";
        using (FileStream source = OpenForReading(path))
        using (FileStream target = new(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            target.Write(_layout.WriteHeader(_generation + 1));
            CopyLatest(source, target, cancellationToken);
            target.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        Refresh();
        return before;
    }

    /// <summary>Waits until no one else writes, cuts a torn tail, and begins to append.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<FeatureWriter> BeginWriteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        FileStream held = await WriterLock.AcquireAsync(Path.Combine(Directory, LockName), cancellationToken).ConfigureAwait(false);
        try
        {
            FileStream file = new(Path.Combine(Directory, FileName), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
            long end = _layout.Offset(_layout.RecordCount(file.Length));
            if (file.Length != end)
            {
                file.SetLength(end);
            }

            Refresh();
            return new FeatureWriter(this, _layout, file, held);
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
            _mapped.ForEach(records => records.Dispose());
            _retired.ForEach(file => file.Dispose());
            _file.Dispose();
        }
    }

    /// <summary>Whole records in the order in which they were written, each image's last one.</summary>
    private void CopyLatest(FileStream source, FileStream target, CancellationToken cancellationToken)
    {
        Dictionary<ImageKey, long> latest = [];
        byte[] record = new byte[_layout.RecordLength];
        long records = _layout.RecordCount(source.Length);
        for (long index = 0; index < records; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadRecord(source, index, record);
            if (_layout.IsWhole(record))
            {
                latest[RecordLayout.KeyOf(record)] = index;
            }
        }

        foreach (long index in latest.Values.Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadRecord(source, index, record);
            target.Write(record);
        }
    }

    private void ReadRecord(FileStream file, long index, byte[] record)
    {
        file.Position = _layout.Offset(index);
        file.ReadExactly(record);
    }

    /// <summary>When a compaction put another file in the place of the open one, goes over to it; what was lent from the old one stays valid.</summary>
    private void FollowCompaction()
    {
        FileStream current = OpenForReading(Path.Combine(Directory, FileName));
        if (GenerationOf(current) is not { } generation || generation == _generation)
        {
            current.Dispose();
            return;
        }

        _retired.Add(_file);
        (_file, _generation, _known) = (current, generation, 0);
        _places = new ConcurrentDictionary<ImageKey, Place>();
    }

    private uint? GenerationOf(FileStream file)
    {
        Span<byte> header = stackalloc byte[RecordLayout.HeaderLength];
        return RandomAccess.Read(file.SafeFileHandle, header, 0) == header.Length ? _layout.GenerationOf(header) : null;
    }

    private static FileStream OpenForReading(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    private static FileStream OpenFile(string folder, RecordLayout layout)
    {
        string path = Path.Combine(folder, FileName);
        if (!HasHeader(path, layout))
        {
            using FileStream held = WriterLock.Acquire(Path.Combine(folder, LockName));
            if (!HasHeader(path, layout))
            {
                CreateFile(path, layout.WriteHeader());
            }
        }

        return OpenForReading(path);
    }

    private static bool HasHeader(string path, RecordLayout layout)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = OpenForReading(path);
        Span<byte> read = stackalloc byte[RecordLayout.HeaderLength];
        return file.ReadAtLeast(read, read.Length, throwOnEndOfStream: false) == read.Length && layout.GenerationOf(read) is not null;
    }

    /// <summary>A new file appears whole under its name; a damaged one is kept beside it, since disks that damage files should be noticed.</summary>
    private static void CreateFile(string path, byte[] header)
    {
        string fresh = path + ".new";
        using (FileStream file = new(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(header);
            file.Flush(flushToDisk: true);
        }

        if (File.Exists(path))
        {
            File.Move(path, path + ".damaged", overwrite: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private sealed class Place(MappedRecords records, long index)
    {
        public MappedRecords Records { get; } = records;

        public long Index { get; } = index;

        public bool Checked { get; set; }
    }
}
