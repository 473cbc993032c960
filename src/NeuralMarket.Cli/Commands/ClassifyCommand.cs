using System.CommandLine;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Images;
using NeuralMarket.Inference.Networks;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>classify --base BASE.txt [--patch FILE]… IMAGE…</c>: what a phone would answer.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        Argument<string[]> images = new("IMAGE") { Description = "JPEG, PNG or WebP files.", Arity = ArgumentArity.OneOrMore };
        Option<string> network = CommonOptions.Base(required: true);
        Option<string[]> patches = new("--patch") { Description = "A patch to plug in; may be given several times.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("classify", "Says what a phone would answer.") { images, network, patches, json };
        command.SetAction((parsed, cancellationToken) =>
            Task.FromResult(Run(parsed.GetValue(network)!, parsed.GetValue(patches) ?? [], parsed.GetValue(images)!, new Output(parsed.GetValue(json)), cancellationToken)));
        return command;
    }

    private static int Run(string basePath, string[] patchPaths, string[] images, Output output, CancellationToken cancellationToken)
    {
        BaseNetwork network = BaseNetworkFile.Open(basePath);
        PatchSet patches = Plug(network, patchPaths);
        using Engine engine = Engine.Open(network);
        List<Document> documents = [];
        Show(output, images.Length, advance =>
        {
            foreach (string[] batch in images.Chunk(engine.Network.MaximumBatch))
            {
                documents.AddRange(Classify(engine.Network, patches, batch, cancellationToken));
                advance(batch.Length);
            }
        });
        if (!output.IsJson)
        {
            Write(documents, network, output);
        }

        output.Document(documents);
        return documents.All(document => document.Error is null) ? ExitStatus.Clean : ExitStatus.No;
    }

    private static PatchSet Plug(BaseNetwork network, string[] paths)
    {
        PatchPackage[] packages = [.. paths.Select(path => PackageFile.Open(path, null).Package)];
        foreach ((PatchPackage package, string path) in packages.Zip(paths).Where(pair => pair.First.Manifest.Trigger.On is null))
        {
            if (BaseCompatibility.Check(package, network).FirstOrDefault(finding => finding.Severity == Severity.Error) is Finding misfit)
            {
                throw new UnusableException($"{path} does not fit {network.Definition.Name}: {misfit.Message} ({misfit.Rule})");
            }
        }

        Reading<PatchSet> plugged = PatchSet.Plugged(network.Categories, packages);
        return plugged.Value ?? throw new UnusableException($"The patches cannot be plugged in: {plugged.Findings[0].Message} {plugged.Findings[0].Remedy}");
    }

    private static IEnumerable<Document> Classify(IBaseNetworkRunner runner, PatchSet patches, string[] paths, CancellationToken cancellationToken)
    {
        int length = checked((int)runner.Network.Definition.Input.Count);
        var inputs = new float[paths.Length * length];
        Finding?[] problems = [.. paths.Select((path, i) => ReadInput(path, runner.Network.Definition, inputs.AsSpan(i * length, length)))];
        BaseOutputs outputs = runner.Run(inputs, paths.Length, cancellationToken);
        return paths.Select((path, i) => problems[i] is Finding problem
            ? new Document(path, $"{problem.Message} ({problem.Rule})", null, null)
            : Answer(path, runner.Network, patches, outputs.ProbabilitiesOf(i), outputs.FeaturesOf(i)));
    }

    private static Finding? ReadInput(string path, NetworkDefinition network, Span<float> input)
    {
        try
        {
            if (new FileInfo(path).Length > ImageDecoder.MaximumFileBytes)
            {
                return new(ImageRules.Size, Severity.Error, path, "The file is too large.", "Use a smaller image.");
            }

            Reading<DecodedImage> decoded = ImageDecoder.Decode(File.ReadAllBytes(path), path);
            return decoded.Value is DecodedImage image ? InputTransform.Apply(image, network, input, path) : decoded.Findings[0];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new("image.file", Severity.Error, path, $"The file cannot be read: {unreadable.Message}", "Check the path.");
        }
    }

    private static Document Answer(string path, BaseNetwork network, PatchSet patches, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> features)
    {
        Category answer = network.Categories.Outputs[IndexOfLargest(probabilities)];
        PatchDocument[] outcomes = [.. patches.Evaluate(probabilities, features).Select(outcome =>
            new PatchDocument(outcome.Package.Manifest.Id, outcome.Package.Manifest.Version.ToString(), outcome.Fired, outcome.Probabilities, outcome.Answer?.Tag.ToString()) { Name = outcome.Answer?.Name })];
        return new(path, null, new(probabilities.ToArray(), answer.Tag.ToString()) { Name = answer.Name }, outcomes);
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    private static void Show(Output output, int total, Action<Action<int>> work) =>
        output.Progress.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("images", maxValue: total);
            work(done => task.Increment(done));
        });

    private static void Write(List<Document> documents, BaseNetwork network, Output output)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("image", network.Definition.Name, "patches");
        foreach (Document document in documents)
        {
            string patches = string.Join(", ", (document.Patches ?? []).Where(patch => patch.Fired).Select(patch => $"{patch.Name} ({patch.Id}, {patch.Probabilities!.Max():P0})"));
            table.AddRow(Markup.Escape(document.Image), Markup.Escape(document.Error ?? $"{document.Base!.Name} ({document.Base.Probabilities.Max():P0})"), Markup.Escape(patches));
        }

        output.People.Write(table);
    }

    private sealed record BaseDocument(float[] Probabilities, string Answer)
    {
        public required string Name { get; init; }
    }

    private sealed record PatchDocument(string Id, string Version, bool Fired, float[]? Probabilities, string? Answer)
    {
        public required string? Name { get; init; }
    }

    private sealed record Document(string Image, string? Error, BaseDocument? Base, IReadOnlyList<PatchDocument>? Patches);
}
