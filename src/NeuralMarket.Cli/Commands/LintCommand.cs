using System.CommandLine;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;

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
        LintedFile[] read = [.. files.Select(file => LintedFile.Read(file, network))];
        PackageParts[] parents = [.. read.Select(file => file.Parent).OfType<PackageParts>()];
        Document[] documents = [.. read.Select(file => Describe(file, network, parents))];
        foreach (Document document in output.IsJson ? [] : documents)
        {
            Write(document, output);
        }

        output.Document(documents);
        return documents.Any(document => document.Sha256 is null) ? ExitStatus.Unusable
            : documents.All(document => document.Valid) ? ExitStatus.Clean : ExitStatus.No;
    }

    private static Document Describe(LintedFile file, BaseNetwork? network, PackageParts[] parents)
    {
        if (file.Reading is not PackageReading reading)
        {
            return new(file.File, false, null, null, [new("container.file", "error", file.File, file.Obstacle!, "Check the path and its permissions.")]);
        }

        Finding[] findings = [.. reading.Findings, .. file.Fit(network, parents)];
        bool valid = findings.All(finding => finding.Severity != Severity.Error);
        PackageName? name = reading.Id is null || reading.Version is null ? null : new(reading.Id, reading.Version);
        return new(file.File, valid, name, reading.Sha256, FindingDocument.From(findings));
    }

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
