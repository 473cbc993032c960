using System.CommandLine;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>lint FILE… [--base BASE.txt]</c>: checks packages against the specification.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "Packages to check.", Arity = ArgumentArity.OneOrMore };
        Option<string> network = CommonOptions.Base(required: false);
        Option<bool> json = CommonOptions.Json();
        Command command = new("lint", "Checks packages against the specification.") { files, network, json };
        command.SetAction(parsed => Run(parsed.GetValue(files)!, parsed.GetValue(network), new Output(parsed.GetValue(json))));
        return command;
    }

    private static int Run(string[] files, string? basePath, Output output)
    {
        BaseNetwork? network = basePath is null ? null : BaseNetworkFile.Open(basePath);
        Document[] documents = [.. files.Select(file => Lint(file, network))];
        foreach (Document document in documents)
        {
            Write(document, output);
        }

        output.Document(documents);
        return documents.Any(document => document.Sha256 is null) ? ExitStatus.Unusable
            : documents.All(document => document.Valid) ? ExitStatus.Clean : ExitStatus.No;
    }

    private static Document Lint(string file, BaseNetwork? network)
    {
        PackageReading reading;
        try
        {
            reading = PackageReader.ReadFile(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new(file, false, null, null, [new("container.file", "error", file, $"The file cannot be read: {unreadable.Message}", "Check the path and its permissions.")]);
        }

        IReadOnlyList<Finding> fit = reading.Package is PatchPackage package && network is not null ? BaseCompatibility.Check(package, network) : [];
        Finding[] findings = [.. reading.Findings, .. fit];
        bool valid = findings.All(finding => finding.Severity != Severity.Error);
        PackageName? name = reading.Id is null || reading.Version is null ? null : new(reading.Id, reading.Version);
        return new(file, valid, name, reading.Sha256, [.. findings.Select(FindingDocument.From)]);
    }

    private static void Write(Document document, Output output)
    {
        if (output.IsJson)
        {
            return;
        }

        string name = document.Package is PackageName package ? $" ({package.Id} {package.Version})" : "";
        string word = document.Valid ? "[green]valid[/]" : "[red]not valid[/]";
        output.People.MarkupLine($"{word} {Markup.Escape(document.File + name)}");
        foreach (FindingDocument finding in document.Findings)
        {
            finding.Write(output);
        }
    }

    private sealed record PackageName(string Id, string Version);

    private sealed record Document(string File, bool Valid, PackageName? Package, string? Sha256, IReadOnlyList<FindingDocument> Findings);
}
