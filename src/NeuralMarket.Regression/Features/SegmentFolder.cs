using System.Security.Cryptography;

namespace NeuralMarket.Regression.Features;

/// <summary>
/// The files of a store. <c>*.open</c> is appended to by whoever holds <c>writer.lock</c>; once full it is sealed under the name of its SHA-256, as
/// <c>HASH.segment</c>, and never changes again. <c>HASH.gone</c> remembers a sealed segment that was compacted away, <c>*.damaged</c> is kept for the operator
/// to look at. What a file's name says is never trusted without its header.
/// </summary>
internal sealed class SegmentFolder(string path)
{
    private const string SealedExtension = ".segment";
    private const string OpenExtension = ".open";
    private const string GoneExtension = ".gone";
    private const string DamagedExtension = ".damaged";
    private const string FreshExtension = ".new";
    private const string OldName = "features.bin";

    public string Path => path;

    public static bool IsSealed(string name) => name.EndsWith(SealedExtension, StringComparison.Ordinal);

    /// <summary>The SHA-256 in a sealed segment's name.</summary>
    public static string HashOf(string name) => name[..^SealedExtension.Length];

    public static string NameOf(string sha256) => sha256 + SealedExtension;

    public string PathOf(string name) => System.IO.Path.Combine(path, name);

    public Task<FileStream> LockAsync(CancellationToken cancellationToken) => WriterLock.AcquireAsync(PathOf("writer.lock"), cancellationToken);

    /// <summary>The names of all segments, in one order on every machine.</summary>
    public string[] List() =>
        [.. Directory.EnumerateFiles(path).Select(file => System.IO.Path.GetFileName(file)).Where(name => IsSealed(name) || name.EndsWith(OpenExtension, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public bool WasCompacted(string sha256) => File.Exists(PathOf(sha256 + GoneExtension));

    /// <summary>Begins a segment; it appears whole under its name, with its header.</summary>
    /// <returns>Its name.</returns>
    public string Begin(RecordLayout layout, SegmentId id)
    {
        string name = FormattableString.Invariant($"{id.Sequence:D8}-{id.Random:x8}{OpenExtension}");
        string fresh = PathOf(name + FreshExtension);
        using (FileStream file = new(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(layout.WriteHeader(id));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, PathOf(name), overwrite: true);
        return name;
    }

    /// <summary>Gives a segment that no one appends to any more the name of its content.</summary>
    /// <returns>Its new name.</returns>
    public string Seal(string name)
    {
        string hash;
        using (FileStream file = OpenForReading(name))
        {
            hash = Convert.ToHexStringLower(SHA256.HashData(file));
        }

        File.Move(PathOf(name), PathOf(NameOf(hash)), overwrite: true);
        return NameOf(hash);
    }

    /// <summary>Removes a segment whose records stand in others now.</summary>
    public void Remove(string name)
    {
        if (IsSealed(name))
        {
            File.Create(PathOf(HashOf(name) + GoneExtension)).Dispose();
        }

        File.Delete(PathOf(name));
    }

    /// <summary>A damaged file is kept beside the others, since disks that damage files should be noticed.</summary>
    public void SetAside(string name) => File.Move(PathOf(name), PathOf(name + DamagedExtension), overwrite: true);

    /// <summary>Makes the one file of the time before segments a sealed segment, as it is but for a torn tail.</summary>
    public void AdoptOldFile(RecordLayout layout)
    {
        if (!File.Exists(PathOf(OldName)))
        {
            return;
        }

        using FileStream held = WriterLock.Acquire(PathOf("writer.lock"));
        if (!File.Exists(PathOf(OldName)))
        {
            return;
        }

        bool readable;
        using (FileStream file = new(PathOf(OldName), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1))
        {
            readable = ReadId(file, layout) is not null;
            if (readable)
            {
                file.SetLength(layout.Offset(layout.RecordCount(file.Length)));
            }
        }

        if (readable)
        {
            _ = Seal(OldName);
        }
        else
        {
            SetAside(OldName);
        }
    }

    public FileStream OpenForReading(string name) => new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    public FileStream OpenForAppending(string name) => new(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);

    public static SegmentId? ReadId(FileStream file, RecordLayout layout)
    {
        Span<byte> header = stackalloc byte[RecordLayout.HeaderLength];
        return RandomAccess.Read(file.SafeFileHandle, header, 0) == header.Length ? layout.IdOf(header) : null;
    }
}
