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
    private readonly FileStream _file;
    private readonly Lock _refreshing = new();
    private readonly List<MappedRecords> _mapped = [];
    private readonly ConcurrentDictionary<ImageKey, Place> _places = new();
    private long _known;
    private bool _disposed;

    private FeatureStore(string directory, RecordLayout layout, FileStream file)
    {
        Directory = directory;
        _layout = layout;
        _file = file;
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

    /// <summary>Takes in what other writers appended since it was opened or refreshed.</summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
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
            _file.Dispose();
        }
    }

    private static FileStream OpenFile(string folder, RecordLayout layout)
    {
        string path = Path.Combine(folder, FileName);
        byte[] header = layout.WriteHeader();
        if (!HasHeader(path, header))
        {
            using FileStream held = WriterLock.Acquire(Path.Combine(folder, LockName));
            if (!HasHeader(path, header))
            {
                CreateFile(path, header);
            }
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
    }

    private static bool HasHeader(string path, byte[] header)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        Span<byte> read = stackalloc byte[RecordLayout.HeaderLength];
        return file.ReadAtLeast(read, read.Length, throwOnEndOfStream: false) == read.Length && read.SequenceEqual(header);
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
