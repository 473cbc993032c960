using System.CommandLine;
using System.Diagnostics;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Networks;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>classify --base BASE.txt [--patch FILE]… IMAGE…</c>: what a phone would answer.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        Argument<string[]> images = new("IMAGE") { Description = "JPEG, PNG or WebP files.", Arity = ArgumentArity.OneOrMore };
        Option<string> network = CommonOptions.Base(required: true);
        Option<string[]> patches = new("--patch") { Description = "A patch to plug in; may be given several times.", HelpName = "FILE" };
        Command command = new("classify", "Says what a phone would answer.") { images, network, patches };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(network)!, parsed.GetValue(patches) ?? [], parsed.GetValue(images)!, parsed.Output(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string basePath, string[] patchPaths, string[] images, Output output, CancellationToken cancellationToken)
    {
        using Engine engine = Engine.BeginFor(basePath);
        BaseNetwork network = BaseNetworkFile.Open(basePath);
        PatchSet patches = Plug(network, patchPaths);
        engine.Load(network);
        List<(Classification Document, bool IsReadable)> results = [];
        long start = Stopwatch.GetTimestamp();
        await Progress.ShowImagesAsync(output, "images", images.Length, report =>
        {
            foreach (string[] batch in images.Chunk(engine.Network.MaximumBatch))
            {
                results.AddRange(Classify(engine.Network, patches, batch, cancellationToken));
                report(results.Count);
            }

            return Task.CompletedTask;
        });
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        Classification[] documents = [.. results.Select(result => result.Document)];
        ClassificationTable.Write(documents, network.Definition.Name, output);
        ClassificationTable.WriteRate(images.Length, time, engine.Network.DeviceName, output);
        output.Document(documents);
        return !results.TrueForAll(result => result.IsReadable) ? ExitStatus.Unusable
            : Array.TrueForAll(documents, document => document.Error is null) ? ExitStatus.Clean : ExitStatus.No;
    }

    private static PatchSet Plug(BaseNetwork network, string[] paths)
    {
        PatchPackage[] packages = [.. paths.Select(path => PackageFile.Open(path, network).Package)];
        Reading<PatchSet> plugged = PatchSet.Plugged(network.Categories, packages);
        return plugged.Value ?? throw new UnusableException(CallProblem.Patch, $"The patches cannot be plugged in: {plugged.Findings[0].Message} {plugged.Findings[0].Remedy}");
    }

    private static IEnumerable<(Classification Document, bool IsReadable)> Classify(IBaseNetworkRunner runner, PatchSet patches, string[] paths, CancellationToken cancellationToken)
    {
        var inputs = new float[checked(paths.Length * (int)runner.Network.Definition.Input.Count)];
        ImageProblem?[] problems = ImageInput.Read(paths, runner.Network.Definition, inputs, cancellationToken);
        BaseOutputs outputs = runner.Run(inputs, paths.Length, cancellationToken);
        return paths.Select((path, i) => problems[i] is ImageProblem problem
            ? (new Classification(path, problem.Message, null, null), problem.IsReadable)
            : (Classification.Of(path, runner.Network, patches, outputs.ProbabilitiesOf(i), outputs.FeaturesOf(i)), true));
    }
}
