using System.CommandLine;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>lint FILE… [--base BASE.txt]</c>: checks packages against the specification.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "Packages to check.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> network = CommonOptions.Base(required: false);
        Option<string?> rule = new("--explain") { Description = "Explain a rule by its code, as findings name it (\"all\" lists the codes).", HelpName = "RULE" };
        Command command = new("lint", "Checks packages against the specification.") { files, network, rule };
        command.Validators.Add(call =>
        {
            if ((call.GetResult(rule) is null) == (call.GetResult(files)?.Tokens.Count is null or 0))
            {
                call.AddError("Name the packages to check, or a rule to explain with --explain, not both.");
            }
        });
        command.SetAction(parsed => parsed.GetValue(rule) is string code
            ? RuleExplanations.Explain(code, parsed.Output())
            : Run(parsed.GetValue(files)!, parsed.GetValue(network), parsed.Output()));
        return command;
    }

    private static int Run(string[] files, string? basePath, Output output)
    {
        BaseNetwork? network = basePath is null ? null : BaseNetworkFile.Open(basePath);
        (string File, PackageReading? Reading, string? Obstacle)[] read = [.. files.Select(Read)];
        PatchPackage[] packages = [.. read.Select(file => file.Reading?.Package).OfType<PatchPackage>()];
        Document[] documents = [.. read.Select(file => file.Reading is PackageReading reading ? Lint(file.File, reading, network, packages) : Unreadable(file.File, file.Obstacle!))];
        foreach (Document document in output.IsJson ? [] : documents)
        {
            Write(document, output);
        }

        output.Document(documents);
        return documents.Any(document => document.Sha256 is null) ? ExitStatus.Unusable
            : documents.All(document => document.Valid) ? ExitStatus.Clean : ExitStatus.No;
    }

    private static (string, PackageReading?, string?) Read(string file)
    {
        try
        {
            return (file, PackageFile.Read(file), null);
        }
        catch (UnusableException unreadable)
        {
            return (file, null, unreadable.Message);
        }
    }

    private static Document Unreadable(string file, string obstacle) =>
        new(file, false, null, null, [new("container.file", "error", file, obstacle, "Check the path and its permissions.")]);

    private static Document Lint(string file, PackageReading reading, BaseNetwork? network, PatchPackage[] together)
    {
        IReadOnlyList<Finding> fit = reading.Package is PatchPackage package && network is not null
            ? BaseCompatibility.Check(package, network, ParentOf(package, together))
            : [];
        Finding[] findings = [.. reading.Findings, .. fit];
        bool valid = findings.All(finding => finding.Severity != Severity.Error);
        PackageName? name = reading.Id is null || reading.Version is null ? null : new(reading.Id, reading.Version);
        return new(file, valid, name, reading.Sha256, FindingDocument.From(findings));
    }

    /// <summary>The parent that the trigger names, when it is checked in the same run; without it the trigger overlap cannot be seen.</summary>
    private static PatchPackage? ParentOf(PatchPackage package, PatchPackage[] together) =>
        package.Manifest.Trigger.On is ParentReference on
            ? together.Where(other => other.Manifest.Id == on.Patch && on.Versions.Accepts(other.Manifest.Version)).MaxBy(other => other.Manifest.Version)
            : null;

    private static void Write(Document document, Output output)
    {
        string name = document.Package is PackageName package ? $"{package.Id} {package.Version}" : "";
        if (document.Valid)
        {
            output.Markup($"[green]✓ valid[/]      {document.File}  {name}");
        }
        else
        {
            output.Markup($"[red]✗ not valid[/]  {document.File}  {name}");
        }

        FindingDocument.Write(document.Findings, output);
    }

    private sealed record Document(string File, bool Valid, PackageName? Package, string? Sha256, IReadOnlyList<FindingDocument> Findings);
}
