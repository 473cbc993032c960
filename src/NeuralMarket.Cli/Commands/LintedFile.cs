using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Cli.Commands;

/// <summary>
/// One file of a <c>lint</c> run. A run may have hundreds of files of 40 MiB, so of a package only what others need of it is kept: neither weights nor icon.
/// </summary>
internal sealed class LintedFile
{
    private static readonly Finding ReaderBroke =
        new("container.reader", Severity.Error, "", "The reader cannot make sense of this file; that is a mistake of the reader as well.", "Build the package with \"neuralmarket pack\", and report the file.");
    private readonly IReadOnlyList<Finding> _fit;

    private LintedFile(string file, PackageReading? reading, string? obstacle, IReadOnlyList<Finding> fit)
    {
        (File, Obstacle, _fit) = (file, obstacle, fit);
        Parent = reading?.Package is null ? null : reading.Parts;
        Reading = reading is null ? null : reading with { Package = null };
    }

    /// <summary>The path as it was given.</summary>
    public string File { get; }

    /// <summary>What reading it gave, without the package; <see langword="null"/> when it could not be read.</summary>
    public PackageReading? Reading { get; }

    /// <summary>Why it could not be read.</summary>
    public string? Obstacle { get; }

    /// <summary>What its children need of it, when the package is valid.</summary>
    public PackageParts? Parent { get; }

    /// <summary>Reads and checks one file.</summary>
    public static LintedFile Read(string file, BaseNetwork? network)
    {
        try
        {
            PackageReading reading = PackageFile.Read(file);
            return new(file, reading, null, network is null ? [] : BaseCompatibility.Check(reading.Parts, network));
        }
        catch (UnusableException unreadable)
        {
            return new(file, null, unreadable.Message, []);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // A bug of the reader must not stop the rest, and what it breaks on is no package.
            return new(file, new(null, null, null, InputFile.Sha256(file), [ReaderBroke]), null, []);
        }
    }

    /// <summary>The findings between it and the base network, and its parent when that is among the files; without it the trigger overlap cannot be seen.</summary>
    public IReadOnlyList<Finding> Fit(BaseNetwork? network, PackageParts[] parents) =>
        network is not null && Reading?.Parts is { Manifest.Trigger.On: ParentReference on } child
        && parents.Where(other => other.Manifest!.Id == on.Patch && on.Versions.Accepts(other.Manifest.Version)).MaxBy(other => other.Manifest!.Version) is PackageParts parent
            ? BaseCompatibility.Check(child, network, parent)
            : _fit;
}
