using System.Runtime.ExceptionServices;
using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Containers;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Packages;

/// <summary>What reading a package gave.</summary>
/// <param name="Package">The content; <see langword="null"/> exactly when a finding is an error.</param>
/// <param name="Id">The manifest's id when it could be read, even if the package is invalid.</param>
/// <param name="Version">The manifest's version when it could be read, even if the package is invalid.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, lower-case hex.</param>
/// <param name="Findings">Everything found, not just the first.</param>
public sealed record PackageReading(PatchPackage? Package, string? Id, string? Version, string Sha256, IReadOnlyList<Finding> Findings)
{
    /// <summary>The parts that could be read, even if the package is invalid.</summary>
    public PackageParts Parts { get; init; } = PackageParts.None;

    /// <summary>Whether no finding is an error.</summary>
    public bool IsValid => Package is not null;
}

/// <summary>Reads and checks <c>.specialneurons</c> files against every rule of specialneurons.md that needs no base network.</summary>
public static class PackageReader
{
    /// <summary>The greatest size of a whole file in bytes (40 MiB).</summary>
    public const int MaximumFileLength = 40 * 1024 * 1024;

    /// <summary>Reads a file's bytes.</summary>
    public static PackageReading Read(ReadOnlyMemory<byte> file)
    {
        FindingList findings = new();
        string sha256 = Sha256Hex.Of(file);
        return file.Length > MaximumFileLength
            ? TooLong(file.Length, sha256, findings)
            : PackageContent.Read(ZipContainer.Read(ByteSource.Of(file), findings), sha256, findings);
    }

    /// <summary>
    /// Reads a file from disk without holding it in memory: it is hashed while its entries are read. So it must not change meanwhile; whoever does
    /// not trust all who may write to it reads it into memory and calls <see cref="Read"/>.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read, or became shorter while it was.</exception>
    public static PackageReading ReadFile(string path)
    {
        // Read in blocks of our own, so that the stream needs no buffer.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        FindingList findings = new();
        if (stream.Length > MaximumFileLength)
        {
            return TooLong(stream.Length, Sha256Hex.Of(stream), findings);
        }

        ByteSource file = ByteSource.Of(stream, (int)stream.Length);
        string sha256 = "";
        PackageReading? reading = null;
        InParallel(() => sha256 = file.Sha256(), () => reading = PackageContent.Read(ZipContainer.Read(file, findings), "", findings));
        return reading! with { Sha256 = sha256 };
    }

    /// <summary>
    /// Reads the entries of a package from memory, by name (what <c>pack</c> does with a folder); container rules other than names and sizes do not apply.
    /// The reading's SHA-256 is that of the canonical package, or of nothing when there is none.
    /// </summary>
    public static PackageReading ReadEntries(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries)
    {
        FindingList findings = new();
        Dictionary<string, ReadOnlyMemory<byte>> known = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, ReadOnlyMemory<byte>> pair in entries)
        {
            if (PackageEntry.Find(pair.Key) is not PackageEntry entry)
            {
                findings.Error(Rules.ContainerEntryName, Quote.Plain(pair.Key), $"{Quote.Text(pair.Key)} is not a file of a package.", "Leave it out.");
            }
            else if (pair.Value.Length > entry.MaximumLength)
            {
                findings.Error(Rules.ContainerEntrySize, entry.Name, $"It has {pair.Value.Length} bytes; at most {entry.MaximumLength} are allowed.", "Make it smaller.");
            }
            else
            {
                known[entry.Name] = pair.Value;
            }
        }

        PackageReading reading = PackageContent.Read(new(known, [.. entries.Keys]), "", findings);
        return reading with { Sha256 = Sha256Hex.Of(reading.Package is null ? ReadOnlyMemory<byte>.Empty : CanonicalPackage.Write(reading.Package)) };
    }

    private static void InParallel(params Action[] actions)
    {
        try
        {
            Parallel.Invoke(actions);
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Capture(failed.InnerExceptions[0]).Throw();
        }
    }

    private static PackageReading TooLong(long length, string sha256, FindingList findings)
    {
        findings.Error(Rules.ContainerSize, "", $"The file has {length} bytes; at most {MaximumFileLength} (40 MiB) are allowed.", "Store the weights as F16 or BF16, or shorten the README.");
        return new(null, null, null, sha256, findings.Findings);
    }
}
