using System.Security.Cryptography;
using System.Text;

namespace NeuralMarket.Client.Downloads;

/// <summary>What has arrived of a file (<c>PATH.part</c>), with the entity tag of the answer that it came from (<c>PATH.part.etag</c>).</summary>
internal sealed class PartialFile : IDisposable
{
    private const int LongestTag = 1024;
    private readonly string _path;
    private readonly string _part;
    private readonly string _tagPath;
    private FileStream? _file;
    private string? _entityTag;

    private PartialFile(string path, long promised) =>
        (_path, _part, _tagPath, Promised) = (path, path + ".part", path + ".part.etag", promised);

    /// <summary>The length that the catalogue promised, in bytes.</summary>
    public long Promised { get; }

    /// <summary>How many bytes are here.</summary>
    public long Length => _file?.Position ?? 0;

    /// <summary>The strong entity tag of the file that the bytes are of.</summary>
    public string? EntityTag
    {
        get => _entityTag;
        set
        {
            if (value != _entityTag)
            {
                _entityTag = value;
                Store(WriteTag);
            }
        }
    }

    /// <summary>Whether the whole file is in place already.</summary>
    public static bool Has(string path, string sha256, long length)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length == length && string.Equals(HashOf(path), sha256, StringComparison.Ordinal);
        }
        catch (Exception problem) when (IsStorage(problem))
        {
            return false;
        }
    }

    /// <summary>Opens what an earlier try left, or begins.</summary>
    /// <exception cref="CatalogueException">The device cannot store it.</exception>
    public static PartialFile Open(string path, long promised)
    {
        PartialFile part = new(path, promised);
        part.Store(() =>
        {
            part._file = new FileStream(part._part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            part._file.Seek(0, SeekOrigin.End);
            part._entityTag = ReadTag(part._tagPath);
        });
        if (part.Length > promised)
        {
            part.Clear();
        }

        return part;
    }

    /// <summary>Adds a block.</summary>
    /// <exception cref="CatalogueException">It is more than was promised, or the device is full; nothing is kept.</exception>
    public void Append(byte[] block, int count)
    {
        if (Length + count > Promised)
        {
            Remove();
            throw new CatalogueException("download.length", $"The server sends more than the {Promised} bytes that the catalogue promised. Nothing was kept.");
        }

        Store(() => _file!.Write(block, 0, count));
    }

    /// <summary>Begins again.</summary>
    public void Clear() => Store(() =>
    {
        _file!.SetLength(0);
        _entityTag = null;
        File.Delete(_tagPath);
    });

    /// <summary>Whether all of it is here and hashes to what was promised.</summary>
    public bool Verifies(string sha256) => string.Equals(Hash(), sha256, StringComparison.Ordinal);

    /// <summary>Moves the file into place when it verifies.</summary>
    /// <exception cref="CatalogueException">It does not; nothing is kept.</exception>
    public void MoveIntoPlace(string sha256)
    {
        string actual = Hash();
        if (!string.Equals(actual, sha256, StringComparison.Ordinal))
        {
            Remove();
            throw new CatalogueException("download.hash", $"The file's SHA-256 is {actual}; the catalogue promised {sha256}. Nothing was kept.");
        }

        Store(() =>
        {
            _file!.Flush(flushToDisk: true);
            Close();
            Replace();
            File.Delete(_tagPath);
        });
    }

    public void Dispose() => Close();

    private void Replace()
    {
#if NET
        File.Move(_part, _path, overwrite: true);
#else
        if (File.Exists(_path))
        {
            File.Replace(_part, _path, null);
        }
        else
        {
            File.Move(_part, _path);
        }
#endif
    }

    private string Hash()
    {
        string hash = "";
        Store(() =>
        {
            _file!.Seek(0, SeekOrigin.Begin);
            hash = Hex(_file);
        });
        return hash;
    }

    private void WriteTag()
    {
        if (_entityTag is string tag)
        {
            File.WriteAllText(_tagPath, tag, Encoding.ASCII);
        }
        else
        {
            File.Delete(_tagPath);
        }
    }

    private static string? ReadTag(string path) => File.Exists(path) && new FileInfo(path).Length <= LongestTag ? File.ReadAllText(path, Encoding.ASCII) : null;

    /// <summary>Does something with the device's storage; when that fails, nothing of the file stays.</summary>
    private void Store(Action action)
    {
        try
        {
            action();
        }
        catch (Exception problem) when (IsStorage(problem))
        {
            Remove();
            throw new CatalogueException("download.storage", $"This device cannot store the {Promised} bytes at {Path.GetFileName(_path)}: it is full, closed to the app, or the file is in use. Nothing was kept.", problem);
        }
    }

    private void Remove()
    {
        try
        {
            bool isOurs = _file is not null;
            Close();
            if (isOurs)
            {
                File.Delete(_part);
                File.Delete(_tagPath);
            }
        }
        catch (Exception problem) when (IsStorage(problem))
        {
            // The storage is what broke; the next try begins anew.
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private static bool IsStorage(Exception problem) => problem is IOException or UnauthorizedAccessException;

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Hex(file);
    }

    private static string Hex(Stream content)
    {
        using var hash = SHA256.Create();
#if NET
        return Convert.ToHexStringLower(hash.ComputeHash(content));
#else
        return BitConverter.ToString(hash.ComputeHash(content)).Replace("-", "").ToLowerInvariant();
#endif
    }
}
