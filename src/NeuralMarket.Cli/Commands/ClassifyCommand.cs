using System.CommandLine;
using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Images;
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
        BaseNetwork network = BaseNetworkFile.Open(basePath);
        PatchSet patches = Plug(network, patchPaths);
        using Engine engine = Engine.Open(network);
        List<(Classification Document, bool IsThere)> results = [];
        await Progress.ShowAsync(output, "images", images.Length, report =>
        {
            foreach (string[] batch in images.Chunk(engine.Network.MaximumBatch))
            {
                results.AddRange(Classify(engine.Network, patches, batch, cancellationToken));
                report(results.Count);
            }

            return Task.CompletedTask;
        });
        Classification[] documents = [.. results.Select(result => result.Document)];
        ClassificationTable.Write(documents, network.Definition.Name, output);
        output.Document(documents);
        return !results.TrueForAll(result => result.IsThere) ? ExitStatus.Unusable
            : Array.TrueForAll(documents, document => document.Error is null) ? ExitStatus.Clean : ExitStatus.No;
    }

    private static PatchSet Plug(BaseNetwork network, string[] paths)
    {
        PatchPackage[] packages = [.. paths.Select(path => PackageFile.Open(path, network).Package)];
        Reading<PatchSet> plugged = PatchSet.Plugged(network.Categories, packages);
        return plugged.Value ?? throw new UnusableException(CallProblem.Patch, $"The patches cannot be plugged in: {plugged.Findings[0].Message} {plugged.Findings[0].Remedy}");
    }

    private static IEnumerable<(Classification Document, bool IsThere)> Classify(IBaseNetworkRunner runner, PatchSet patches, string[] paths, CancellationToken cancellationToken)
    {
        int length = checked((int)runner.Network.Definition.Input.Count);
        var inputs = new float[paths.Length * length];
        InputProblem?[] problems = [.. paths.Select((path, i) => ReadInput(path, runner.Network.Definition, inputs.AsSpan(i * length, length)))];
        BaseOutputs outputs = runner.Run(inputs, paths.Length, cancellationToken);
        return paths.Select((path, i) => problems[i] is InputProblem problem
            ? (new Classification(path, problem.Message, null, null), problem.IsThere)
            : (Classification.Of(path, runner.Network, patches, outputs.ProbabilitiesOf(i), outputs.FeaturesOf(i)), true));
    }

    private static InputProblem? ReadInput(string path, NetworkDefinition network, Span<float> input)
    {
        try
        {
            Reading<DecodedImage> decoded = ImageDecoder.Decode(InputFile.Read(path, ImageDecoder.MaximumFileBytes), path);
            Finding? problem = decoded.Value is DecodedImage image ? InputTransform.Apply(image, network, input, path) : decoded.Findings[0];
            return problem is null ? null : new($"{problem.Message} ({problem.Rule})", true);
        }
        catch (UnusableException unreadable)
        {
            return new($"{unreadable.Message} (image.file)", false);
        }
    }

    /// <summary>Why an image has no result; whether there is a file at all decides between "no" and "wrong call".</summary>
    private sealed record InputProblem(string Message, bool IsThere);
}
