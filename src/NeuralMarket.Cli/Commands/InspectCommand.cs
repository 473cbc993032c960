using System.CommandLine;
using System.Globalization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>inspect FILE</c>: what is in a package.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The package." };
        Option<string> network = CommonOptions.Base(required: false);
        network.Description = "The base network's NAME.txt; with it the trigger's words name exactly the categories that it knows.";
        Command command = new("inspect", "Shows what is in a package.") { file, network };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(network), parsed.Output()));
        return command;
    }

    private static int Run(string file, string? basePath, Output output)
    {
        BaseNetwork? network = basePath is null ? null : BaseNetworkFile.Open(basePath);
        PackageReading reading = PackageFile.Read(file);
        FindingDocument[] findings = FindingDocument.From(reading.Findings);
        if (reading.Package is not PatchPackage package)
        {
            output.Line($"{file} is not valid:");
            FindingDocument.Write(findings, output);
            output.Document(new { file, valid = false, sha256 = reading.Sha256, findings });
            return ExitStatus.No;
        }

        LayerRow[] rows = LayerRow.Of(package.Weights);
        string words = TriggerWords.Describe(package, network?.Categories);
        if (!output.IsJson)
        {
            Write(package, words, rows, output);
        }

        output.Document(Describe(file, reading, package, words, rows, findings));
        return ExitStatus.Clean;
    }

    private static object Describe(string file, PackageReading reading, PatchPackage package, string words, LayerRow[] rows, FindingDocument[] findings)
    {
        Manifest manifest = package.Manifest;
        return new
        {
            file,
            valid = true,
            sha256 = reading.Sha256,
            manifest = new { manifest.Id, version = manifest.Version.ToString(), manifest.Title, manifest.Description, manifest.Author, manifest.License, manifest.Base, manifest.TestedOn },
            trigger = new { manifest.Trigger.Top, manifest.Trigger.AtLeast, on = manifest.Trigger.On is ParentReference on ? new { on.Patch, version = on.Versions.ToString() } : null, words },
            categories = package.Categories.Select(row => new { tag = row.Tag.ToString(), row.Index, row.Name }),
            weights = new { type = package.Weights.ElementType.ToString(), shape = (int[])[package.Weights.Outputs, package.Weights.Features], rows },
            icon = new { package.Icon.Side },
            findings,
        };
    }

    private static void Write(PatchPackage package, string words, LayerRow[] rows, Output output)
    {
        Manifest manifest = package.Manifest;
        IconArt.Write(package.Icon, output);
        output.Markup($"[bold]{manifest.Title}[/]  {manifest.Id} {manifest.Version}");
        output.Line(manifest.Description ?? "No description yet; it needs one before review.");
        output.Line();
        output.Line($"It {words}.");
        output.Line($"For the base network {manifest.Base.Name} ({manifest.Base.Sha256[..12]}…); licence: {manifest.License ?? "none named"}.");
        foreach (TestedDevice device in manifest.TestedOn)
        {
            output.Line($"Tried on {device.Device}, {device.Os} ({device.Platform}).");
        }

        PatchWeights weights = package.Weights;
        output.Line($"Weights: {weights.Outputs} outputs × {weights.Features} features, {weights.ElementType}. Icon: {package.Icon.Side} × {package.Icon.Side} pixels.");
        output.People.Write(Rows(package, rows));
        string[] wakers = [.. package.Categories.Where(category => category.Index == 0).Select(category => $"{category.Name} ({category.Tag})")];
        if (wakers.Length > 0)
        {
            output.Line($"There for triggering alone: {string.Join(", ", wakers)}.");
        }

        foreach ((LayerRow row, Category category) in rows.Zip(package.Categories.Outputs).Where(pair => pair.First.Trouble is not null))
        {
            output.Markup($"[yellow]![/] Row {category.Index} ({category.Name}) is degenerate: {row.Trouble!}.");
        }
    }

    private static Table Rows(PatchPackage package, LayerRow[] rows)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("", "tag", "output", "norm", "mean", "least", "greatest", "bias");
        foreach (TableColumn column in table.Columns.Skip(3).Append(table.Columns[0]))
        {
            column.RightAligned().NoWrap();
        }

        foreach ((LayerRow row, Category category) in rows.Zip(package.Categories.Outputs))
        {
            table.AddRow(new[] { category.Index.ToString(CultureInfo.InvariantCulture), category.Tag.ToString(), category.Name, Short(row.Norm), Short(row.Mean), Short(row.Minimum), Short(row.Maximum), Short(row.Bias) }.Select(Output.Cell).ToArray());
        }

        return table;
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
