using System.Security.Cryptography;
using NeuralMarket.Format.Packages;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary>Writes the canonical form of what was read, or says why it cannot.</summary>
internal static class CanonicalFile
{
    public static int Write(PackageReading reading, string source, string target, Output output)
    {
        FindingDocument[] findings = [.. reading.Findings.Select(FindingDocument.From)];
        foreach (FindingDocument finding in output.IsJson ? [] : findings)
        {
            finding.Write(output);
        }

        if (reading.Package is not PatchPackage package)
        {
            output.Line($"{source} is not valid; nothing was written.");
            output.Document(new Document(source, null, null, null, findings));
            return ExitStatus.No;
        }

        byte[] canonical = CanonicalPackage.Write(package);
        File.WriteAllBytes(target, canonical);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(canonical));
        output.People.MarkupLine($"[green]written[/] {Markup.Escape(target)}: {Markup.Escape(package.Manifest.Id)} {package.Manifest.Version}, {canonical.Length} bytes, SHA-256 {sha256}");
        output.Document(new Document(source, target, sha256, canonical.Length, findings));
        return ExitStatus.Clean;
    }

    private sealed record Document(string File, string? Output, string? Sha256, int? Length, IReadOnlyList<FindingDocument> Findings);
}
