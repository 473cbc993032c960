using System.CommandLine;
using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

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
        Option<string[]> parents = new("--parent") { Description = "The patch that triggers this one, and that one's; may be given several times.", HelpName = "FILE" };
        Option<bool> robustness = new("--robustness") { Description = "Tests it on tilted, recoloured, blurred and compressed photos, too (the first time this takes as long as the photos themselves, twelve times over, on up to 400 of them)." };
        Option<string?> report = new("--report") { Description = "Where to write the report as one HTML page.", HelpName = "OUT.html" };
        Option<string?> store = new("--store") { Description = "The folder that keeps the base network's outputs between runs (default: in your cache folder).", HelpName = "DIR" };
        Command command = new("test", "Runs the regression test on labelled images.") { file, network, images, against, parents, robustness, report, store };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new(parsed.GetValue(file)!, parsed.GetValue(network)!, parsed.GetValue(images)!, parsed.GetValue(against), parsed.GetValue(parents) ?? [], parsed.GetValue(report), parsed.GetValue(store), parsed.GetValue(robustness)),
            parsed.Output(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Call call, Output output, CancellationToken cancellationToken)
    {
        if (call.Report is not null)
        {
            OutputFile.CheckPlace(call.Report);
        }

        using Engine engine = Engine.BeginFor(call.Base);
        BaseNetwork network = BaseNetworkFile.Open(call.Base);
        PackageReading reading = PackageFile.Read(call.File);
        Finding[] misfit = PackageFile.Misfit(reading.Parts, network);
        if (reading.Package is not PatchPackage package || misfit.Length > 0)
        {
            return Refuse(call.File, reading, misfit, output);
        }

        PackageFile? against = call.Against is null ? null : PackageFile.Open(call.Against, network);
        PatchPackage[] parents = [.. call.Parents.Select(path => PackageFile.Open(path, network).Package)];
        LabelledImageSet set = await ReadImagesAsync(call.Images, cancellationToken);
        engine.Load(network);
        using FeatureStore features = FeatureStoreFolder.Open(call.Store, network);
        await FillAsync(set, features, engine, output, cancellationToken);
        IReadOnlyList<Perturbation> perturbations = call.Robustness ? StandardPerturbations.All : [];
        await FillPerturbedAsync(RobustnessSample.Choose(package, network, parents, set), perturbations, features, engine, output, cancellationToken);
        Reading<RegressionReport> tested = PatchTest.Run(
            new(package, reading.Sha256, network, set, features, engine.Patches) { Against = against?.Package, Parents = parents, Perturbations = perturbations, DeviceName = engine.Network.DeviceName },
            cancellationToken);
        RegressionReport report = tested.Value ?? throw new UnusableException(CallProblem.Images, $"{call.File} cannot be tested here: {tested.Findings[0].Message} {tested.Findings[0].Remedy}");

        if (call.Report is not null)
        {
            OutputFile.Write(call.Report, System.Text.Encoding.UTF8.GetBytes(ReportHtml.Write(report)));
        }

        ReportTable.Write(report, call.Report, output);
        output.Document(ReportJson.Write(report));
        return report.Verdict.Decision == Outcome.Fail ? ExitStatus.No : ExitStatus.Clean;
    }

    private static int Refuse(string file, PackageReading reading, Finding[] misfit, Output output)
    {
        FindingDocument[] findings = FindingDocument.From([.. reading.Findings, .. misfit]);
        output.Line($"{file} cannot be tested; it is not valid here:");
        FindingDocument.Write(findings, output);
        output.Document(new { file, valid = false, sha256 = reading.Sha256, findings });
        return ExitStatus.No;
    }

    private static async Task<LabelledImageSet> ReadImagesAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            Reading<LabelledImageSet> images = await LabelledImageFolder.ReadAsync(folder, cancellationToken);
            return images.Value ?? throw new UnusableException(CallProblem.Images, $"{folder} cannot be used: {images.Findings[0].Message} {images.Findings[0].Remedy}");
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.Images, $"{folder} cannot be read whole: something in it is closed to you.");
        }
    }

    private static Task FillAsync(LabelledImageSet set, FeatureStore features, Engine engine, Output output, CancellationToken cancellationToken) =>
        Progress.ShowImagesAsync(output, "base network", set.Images.Count, report =>
            FeatureExtraction.FillAsync(set, features, engine.Network, new Stored(report), cancellationToken));

    private static Task FillPerturbedAsync(
        LabelledImageSet set, IReadOnlyList<Perturbation> perturbations, FeatureStore features, Engine engine, Output output, CancellationToken cancellationToken) =>
        perturbations.Count == 0 || set.Images.Count == 0
            ? Task.CompletedTask
            : Progress.ShowImagesAsync(output, "changed photos", set.Images.Count * perturbations.Count, report =>
                FeatureExtraction.FillPerturbedAsync(set, perturbations, features, engine.Network, new Stored(report), cancellationToken));

    private sealed record Call(string File, string Base, string Images, string? Against, string[] Parents, string? Report, string? Store, bool Robustness);

    private sealed class Stored(Action<double> report) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => report(value.Stored);
    }
}
