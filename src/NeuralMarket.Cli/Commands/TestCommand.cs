using System.CommandLine;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>test FILE --base BASE.txt --images DIR [--against FILE] [--report OUT.html]</c>: the regression test, on the author's own machine.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The package to test." };
        Option<string> network = CommonOptions.Base(required: true);
        Option<string> images = new("--images") { Description = "A folder of labelled images with a map_clsloc.txt.", HelpName = "DIR", Required = true };
        Option<string?> against = new("--against") { Description = "Another version to compare with.", HelpName = "FILE" };
        Option<string?> report = new("--report") { Description = "Where to write the report as one HTML page.", HelpName = "OUT.html" };
        Option<string?> store = new("--store") { Description = "The folder that keeps the base network's outputs between runs (default: the user's cache).", HelpName = "DIR" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("test", "Runs the regression test on labelled images.") { file, network, images, against, report, store, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new(parsed.GetValue(file)!, parsed.GetValue(network)!, parsed.GetValue(images)!, parsed.GetValue(against), parsed.GetValue(report), parsed.GetValue(store) ?? DefaultStore()),
            new Output(parsed.GetValue(json)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Call call, Output output, CancellationToken cancellationToken)
    {
        BaseNetwork network = BaseNetworkFile.Open(call.Base);
        PackageFile package = PackageFile.Open(call.File, network);
        PackageFile? against = call.Against is null ? null : PackageFile.Open(call.Against, network);
        Reading<LabelledImageSet> images = await LabelledImageFolder.ReadAsync(call.Images, cancellationToken);
        LabelledImageSet set = images.Value ?? throw new UnusableException($"{call.Images} cannot be used: {images.Findings[0].Message} {images.Findings[0].Remedy}");

        using Engine engine = Engine.Open(network);
        using FeatureStore features = FeatureStore.Open(call.Store, network);
        await FillAsync(set, features, engine, output, cancellationToken);
        Reading<RegressionReport> tested = PatchTest.Run(
            new(package.Package, package.Sha256, network, set, features, engine.Patches) { Against = against?.Package, DeviceName = engine.Network.DeviceName },
            cancellationToken);
        RegressionReport report = tested.Value ?? throw new UnusableException($"{call.File} cannot be tested here: {tested.Findings[0].Message} {tested.Findings[0].Remedy}");

        if (call.Report is not null)
        {
            await File.WriteAllTextAsync(call.Report, ReportHtml.Write(report), cancellationToken);
        }

        if (output.IsJson)
        {
            using Stream standardOutput = Console.OpenStandardOutput();
            await standardOutput.WriteAsync(ReportJson.Write(report), cancellationToken);
            standardOutput.WriteByte((byte)'\n');
        }
        else
        {
            ReportTable.Write(report, output);
        }

        return report.Verdict.Decision == Outcome.Fail ? ExitStatus.No : ExitStatus.Clean;
    }

    private static Task FillAsync(LabelledImageSet set, FeatureStore features, Engine engine, Output output, CancellationToken cancellationToken) =>
        output.Progress.Progress().AutoClear(true).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("base network", maxValue: set.Images.Count);
            await FeatureExtraction.FillAsync(set, features, engine.Network, new ProgressBar(task), cancellationToken);
        });

    private static string DefaultStore() =>
        Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "neuralmarket", "features");

    private sealed record Call(string File, string Base, string Images, string? Against, string? Report, string Store);

    private sealed class ProgressBar(ProgressTask task) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => task.Value = value.Stored;
    }
}
