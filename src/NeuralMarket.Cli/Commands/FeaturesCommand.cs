using System.CommandLine;
using System.Globalization;
using NeuralMarket.Cli.Files;
using NeuralMarket.Cli.Text;
using NeuralMarket.Cli.Weights;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks;
using Spectre.Console;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>features DIR --base BASE.txt -o OUT</c>: what a patch is trained on, from a folder with a folder of images for each category.</summary>
internal static class FeaturesCommand
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp" };

    public static Command Create()
    {
        Argument<string> folder = new("DIR") { Description = "A folder with a folder of images for each category, named like it." };
        Option<string> network = CommonOptions.Base(required: true);
        Option<string> target = new("--output", "-o") { Description = "The folder to write: features.npy [n, F], labels.npy [n], categories.txt, files.txt.", HelpName = "DIR", Required = true };
        Command command = new("features", "Computes the base network's features of training images, for training a patch on them.") { folder, network, target };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(network)!, parsed.GetValue(target)!, parsed.Output(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string basePath, string target, Output output, CancellationToken cancellationToken)
    {
        using Engine engine = Engine.BeginFor(basePath);
        BaseNetwork network = BaseNetworkFile.Open(basePath);
        TrainingImage[] images = Find(folder);
        MakeFolder(target);
        engine.Load(network);
        List<SkippedImage> skipped = [];
        List<TrainingImage> used = [];
        using (NumpyWriter features = NumpyWriter.Singles(Path.Combine(target, "features.npy"), network.Definition.FeatureCount))
        using (NumpyWriter labels = NumpyWriter.Integers(Path.Combine(target, "labels.npy")))
        {
            await Progress.ShowImagesAsync(output, "base network", images.Length, report =>
            {
                foreach (TrainingImage[] batch in images.Chunk(engine.Network.MaximumBatch))
                {
                    Run(engine.Network, batch, features, labels, used, skipped, cancellationToken);
                    report(used.Count + skipped.Count);
                }

                return Task.CompletedTask;
            });
        }

        string[] categories = [.. images.Select(image => image.Category).Distinct()];
        await File.WriteAllLinesAsync(Path.Combine(target, "categories.txt"), categories, cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(target, "files.txt"), used.Select(image => image.Path), cancellationToken);
        Write(target, network, categories, used, skipped, output);
        return skipped.Count == 0 ? ExitStatus.Clean : ExitStatus.No;
    }

    private static TrainingImage[] Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UnusableException(CallProblem.Images, $"There is no folder {folder}.");
        }

        string[] categories = [.. Directory.GetDirectories(folder).Where(path => Path.GetFileName(path)[0] != '.').Order(StringComparer.Ordinal)];
        TrainingImage[] images =
        [
            .. categories.SelectMany((category, label) => Directory.EnumerateFiles(category, "*", SearchOption.AllDirectories)
                .Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal)
                .Select(path => new TrainingImage(path, Path.GetFileName(category), label))),
        ];
        string[] bare = [.. categories.Select(category => Path.GetFileName(category)!).Except(images.Select(image => image.Category))];
        return categories.Length == 0 || bare.Length > 0
            ? throw new UnusableException(CallProblem.Images, categories.Length == 0
                ? $"{folder} has no folders; give it a folder of images for each category."
                : $"There is no JPEG, PNG or WebP image in {string.Join(", ", bare)}; take the folder away or fill it.")
            : images;
    }

    private static void MakeFolder(string target)
    {
        try
        {
            Directory.CreateDirectory(target);
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.Output, $"The folder {target} cannot be made; name another one.");
        }
    }

    private static void Run(
        IBaseNetworkRunner runner, TrainingImage[] batch, NumpyWriter features, NumpyWriter labels, List<TrainingImage> used, List<SkippedImage> skipped, CancellationToken cancellationToken)
    {
        var inputs = new float[checked(batch.Length * (int)runner.Network.Definition.Input.Count)];
        ImageProblem?[] problems = ImageInput.Read([.. batch.Select(image => image.Path)], runner.Network.Definition, inputs, cancellationToken);
        BaseOutputs outputs = runner.Run(inputs, batch.Length, cancellationToken);
        for (int i = 0; i < batch.Length; i++)
        {
            if (problems[i] is ImageProblem problem)
            {
                skipped.Add(new(batch[i].Path, problem.Message));
                continue;
            }

            features.Add(outputs.FeaturesOf(i));
            labels.Add(batch[i].Label);
            used.Add(batch[i]);
        }
    }

    private static void Write(string target, BaseNetwork network, string[] categories, List<TrainingImage> used, List<SkippedImage> skipped, Output output)
    {
        CategoryCount[] counts = [.. categories.Select(name => new CategoryCount(name, used.Count(image => image.Category == name)))];
        if (!output.IsJson)
        {
            Table table = new Table().Border(TableBorder.Simple).AddColumns("label", "category", "images");
            table.Columns[2].RightAligned();
            foreach ((CategoryCount count, int label) in counts.Select((count, label) => (count, label)))
            {
                table.AddRow(label.ToString(CultureInfo.InvariantCulture), Output.Cell(count.Name), count.Images.ToString(CultureInfo.InvariantCulture));
            }

            output.People.Write(table);
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{used.Count} images, {network.Definition.FeatureCount} features each, in {target}."));
            foreach (SkippedImage image in skipped)
            {
                output.Line($"Left out {Plain.Line(image.File)}: {image.Error}");
            }
        }

        output.Document(new
        {
            output = target,
            images = used.Count,
            features = network.Definition.FeatureCount,
            categories = counts,
            skipped,
        });
    }

    private sealed record TrainingImage(string Path, string Category, int Label);

    private sealed record CategoryCount(string Name, int Images);

    private sealed record SkippedImage(string File, string Error);
}
