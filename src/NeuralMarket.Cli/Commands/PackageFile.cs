using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary>A valid package that a command was given, with its file's hash.</summary>
internal sealed record PackageFile(PatchPackage Package, string Sha256)
{
    /// <summary>Opens it and, when a base network is given, checks that it fits.</summary>
    /// <exception cref="UnusableException">It is missing, not valid, or for another network.</exception>
    public static PackageFile Open(string path, BaseNetwork? network)
    {
        PackageReading reading = PackageReader.ReadFile(BaseNetworkFile.Existing(path));
        if (reading.Package is not PatchPackage package)
        {
            throw Unusable(path, reading.Findings);
        }

        if (network is not null && BaseCompatibility.Check(package, network) is { Count: > 0 } fit && fit.Any(finding => finding.Severity == Severity.Error))
        {
            throw Unusable(path, fit);
        }

        return new(package, reading.Sha256);
    }

    private static UnusableException Unusable(string path, IReadOnlyList<Finding> findings)
    {
        Finding first = findings.First(finding => finding.Severity == Severity.Error);
        return new($"{path} cannot be used: {first.Message} ({first.Rule}). Run: neuralmarket lint {path}");
    }
}
