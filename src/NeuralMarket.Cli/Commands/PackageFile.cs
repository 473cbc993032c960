using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary>A valid package that a command was given, with its file's hash.</summary>
internal sealed record PackageFile(PatchPackage Package, string Sha256)
{
    /// <summary>Reads a package from wherever the path leads.</summary>
    /// <exception cref="UnusableException">It cannot be read.</exception>
    public static PackageReading Read(string path)
    {
        using (FileStream file = InputFile.Open(path))
        {
            if (!file.CanSeek)
            {
                return PackageReader.Read(InputFile.Read(file, path, PackageReader.MaximumFileLength));
            }
        }

        try
        {
            return PackageReader.ReadFile(path);
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.File, FileTrouble.Reading(path, problem));
        }
    }

    /// <summary>Opens it and, when a base network is given, checks that it fits.</summary>
    /// <exception cref="UnusableException">It is missing, not valid, or for another network.</exception>
    public static PackageFile Open(string path, BaseNetwork? network)
    {
        PackageReading reading = Read(path);
        if (reading.Package is not PatchPackage package)
        {
            throw Unusable(path, reading.Findings);
        }

        if (network is not null && Misfit(reading.Parts, network) is { Length: > 0 } misfit)
        {
            throw Unusable(path, misfit);
        }

        return new(package, reading.Sha256);
    }

    /// <summary>The errors between what could be read of a package and a base network.</summary>
    public static Finding[] Misfit(PackageParts parts, BaseNetwork network) =>
        [.. BaseCompatibility.Check(parts, network).Where(finding => finding.Severity == Severity.Error)];

    private static UnusableException Unusable(string path, IReadOnlyList<Finding> findings)
    {
        Finding first = findings.First(finding => finding.Severity == Severity.Error);
        return new(CallProblem.Patch, $"{path} cannot be used: {first.Message} ({first.Rule}). Run: neuralmarket lint {path}");
    }
}
