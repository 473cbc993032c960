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
    /// <summary>Whether no finding is an error.</summary>
    public bool IsValid => Package is not null;
}

/// <summary>Reads and checks <c>.specialneurons</c> files against every rule of specialneurons.md that needs no base network.</summary>
public static class PackageReader
{
    /// <summary>The greatest size of a whole file in bytes (40 MiB).</summary>
    public const int MaximumFileLength = 40 * 1024 * 1024;

    /// <summary>Reads a file's bytes.</summary>
    public static PackageReading Read(ReadOnlyMemory<byte> file) => throw new NotImplementedException();

    /// <summary>Reads a file from disk; longer files are refused without being read.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PackageReading ReadFile(string path) => throw new NotImplementedException();

    /// <summary>Reads the entries of a package from memory, by name (what <c>pack</c> does with a folder); container rules other than names and sizes do not apply.</summary>
    public static PackageReading ReadEntries(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries) => throw new NotImplementedException();
}
