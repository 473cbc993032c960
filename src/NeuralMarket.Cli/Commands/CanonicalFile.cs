using System.Security.Cryptography;
using NeuralMarket.Cli.Files;
using NeuralMarket.Cli.Weights;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary>Writes the canonical form of what was read, or says why it cannot.</summary>
internal static class CanonicalFile
{
    public static int Write(PackageReading reading, string source, string target, TakenWeights? weights, Output output)
    {
        FindingDocument[] findings = FindingDocument.From(reading.Findings);
        FindingDocument.Write(findings, output);
        if (reading.Package is not PatchPackage package)
        {
            output.Line($"{source} is not valid; nothing was written.");
            output.Document(new Document(source, false, null, null, null, null, weights, findings));
            return ExitStatus.No;
        }

        byte[] canonical = CanonicalPackage.Write(package);
        OutputFile.Write(target, canonical);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(canonical));
        string version = package.Manifest.Version.ToString();
        output.Markup($"[green]written[/] {target}: [bold]{package.Manifest.Id} {version}[/], {canonical.Length} bytes");
        output.Line($"SHA-256 {sha256}");
        output.Document(new Document(source, true, target, new(package.Manifest.Id, version), sha256, canonical.Length, weights, findings));
        return ExitStatus.Clean;
    }

    private sealed record Document(
        string File, bool Valid, string? Output, PackageName? Package, string? Sha256, int? Length, TakenWeights? Weights, IReadOnlyList<FindingDocument> Findings);
}
