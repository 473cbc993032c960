using System.CommandLine;
using System.Globalization;
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
        Option<bool> json = CommonOptions.Json();
        Command command = new("inspect", "Shows what is in a package.") { file, json };
        command.SetAction(parsed => Run(BaseNetworkFile.Existing(parsed.GetValue(file)!), new Output(parsed.GetValue(json))));
        return command;
    }

    private static int Run(string file, Output output)
    {
        PackageReading reading = PackageReader.ReadFile(file);
        FindingDocument[] findings = [.. reading.Findings.Select(FindingDocument.From)];
        if (reading.Package is not PatchPackage package)
        {
            foreach (FindingDocument finding in output.IsJson ? [] : findings)
            {
                finding.Write(output);
            }

            output.Document(new { file, valid = false, sha256 = reading.Sha256, findings });
            return ExitStatus.No;
        }

        RowStatistics[] rows = [.. Enumerable.Range(0, package.Weights.Outputs).Select(k => RowStatistics.Of(package.Weights, k))];
        if (!output.IsJson)
        {
            Write(package, rows, output);
        }

        output.Document(Describe(file, reading, package, rows, findings));
        return ExitStatus.Clean;
    }

    private static object Describe(string file, PackageReading reading, PatchPackage package, RowStatistics[] rows, FindingDocument[] findings)
    {
        Manifest manifest = package.Manifest;
        return new
        {
            file,
            valid = true,
            sha256 = reading.Sha256,
            manifest = new { manifest.Id, version = manifest.Version.ToString(), manifest.Title, manifest.Description, manifest.Author, manifest.License, manifest.Base, manifest.TestedOn },
            trigger = new { manifest.Trigger.Top, manifest.Trigger.AtLeast, on = manifest.Trigger.On is ParentReference on ? new { on.Patch, version = on.Versions.ToString() } : null, words = TriggerText.Describe(package) },
            categories = package.Categories.Select(row => new { tag = row.Tag.ToString(), row.Index, row.Name }),
            weights = new { type = package.Weights.ElementType.ToString(), shape = (int[])[package.Weights.Outputs, package.Weights.Features], rows },
            icon = new { package.Icon.Side },
            findings,
        };
    }

    private static void Write(PatchPackage package, RowStatistics[] rows, Output output)
    {
        Manifest manifest = package.Manifest;
        IconArt.Write(package.Icon, output);
        output.People.MarkupLineInterpolated($"[bold]{manifest.Title}[/]  {manifest.Id} {manifest.Version}  {manifest.License ?? "no licence named"}");
        output.Line(manifest.Description ?? "No description.");
        output.Line($"For the base network {manifest.Base.Name} ({manifest.Base.Sha256[..12]}…).");
        output.Line($"It {TriggerText.Describe(package)}.");
        foreach (TestedDevice device in manifest.TestedOn)
        {
            output.Line($"Tried on {device.Device}, {device.Os} ({device.Platform}).");
        }

        PatchWeights weights = package.Weights;
        output.Line($"Weights: {weights.Outputs} × {weights.Features}, {weights.ElementType}; icon {package.Icon.Side} × {package.Icon.Side}.");
        Table table = new Table().Border(TableBorder.Simple).AddColumns("output", "tag", "name", "norm", "mean", "least", "greatest", "bias");
        foreach (Category category in package.Categories.Outputs)
        {
            RowStatistics row = rows[category.Index - 1];
            table.AddRow(new[] { category.Index.ToString(CultureInfo.InvariantCulture), category.Tag.ToString(), category.Name, Short(row.Norm), Short(row.Mean), Short(row.Minimum), Short(row.Maximum), Short(row.Bias) }.Select(Markup.Escape).ToArray());
        }

        output.People.Write(table);
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private sealed record RowStatistics(double Norm, double Mean, double Minimum, double Maximum, double Bias)
    {
        public static RowStatistics Of(PatchWeights weights, int k)
        {
            ReadOnlySpan<float> row = weights.Row(k);
            double sum = 0, squares = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
            foreach (float value in row)
            {
                sum += value;
                squares += (double)value * value;
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }

            return new(Math.Sqrt(squares), sum / row.Length, least, greatest, weights.Bias[k]);
        }
    }
}
