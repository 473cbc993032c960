using System.CommandLine;
using NeuralMarket.Cli.Files;
using NeuralMarket.Cli.Weights;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>pack DIR -o FILE</c>: builds a canonical package from a folder with the entries' files; lints it first.</summary>
internal static class PackCommand
{
    private const string WeightsEntry = "weights.safetensors";
    private const string CategoriesEntry = "map_clsloc.txt";
    private static readonly string[] Entries = ["manifest.json", CategoriesEntry, WeightsEntry, "icon.png", "README.md", "LICENSE"];

    public static Command Create()
    {
        Argument<string> folder = new("DIR") { Description = "A folder with manifest.json, map_clsloc.txt, weights.safetensors, icon.png and, if wanted, README.md and LICENSE. Instead of weights.safetensors also weight.npy with bias.npy, or another .safetensors file." };
        Option<string> target = CommonOptions.OutputFile();
        Option<string[]> weights = new("--weights") { Description = "Take the weights from this .npy or .safetensors file; give it twice for two arrays.", HelpName = "FILE" };
        Option<string?> weightName = new("--weight-name") { Description = "The tensor to take for weight.", HelpName = "NAME" };
        Option<string?> biasName = new("--bias-name") { Description = "The tensor to take for bias.", HelpName = "NAME" };
        Option<bool> transpose = new("--transpose") { Description = "A square matrix lies as [features, outputs]." };
        Command command = new("pack", "Builds a canonical package from a folder.") { folder, target, weights, weightName, biasName, transpose };
        command.SetAction(parsed => Run(
            new(parsed.GetValue(folder)!, parsed.GetValue(target)!, parsed.GetValue(weights) ?? [], parsed.GetValue(weightName), parsed.GetValue(biasName), parsed.GetValue(transpose)),
            parsed.Output()));
        return command;
    }

    private static int Run(Call call, Output output)
    {
        if (!Directory.Exists(call.Folder))
        {
            throw new UnusableException(CallProblem.File, $"There is no folder {call.Folder}.");
        }

        OutputFile.CheckPlace(call.Target);
        Dictionary<string, ReadOnlyMemory<byte>> entries = ReadEntries(call.Folder);
        TakenWeights? taken;
        try
        {
            taken = TakeWeights(call, entries);
        }
        catch (WeightsSourceException broken)
        {
            return Refuse(call.Folder, broken, output);
        }

        if (taken is not null)
        {
            output.Line(taken.Words);
        }

        return CanonicalFile.Write(PackageReader.ReadEntries(entries), call.Folder, call.Target, taken, output);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> ReadEntries(string folder)
    {
        Dictionary<string, ReadOnlyMemory<byte>> entries = [];
        foreach (string name in Entries.Where(name => File.Exists(Path.Combine(folder, name))))
        {
            entries[name] = InputFile.Read(Path.Combine(folder, name), PackageReader.MaximumFileLength);
        }

        return entries;
    }

    /// <summary>Puts the weights of other files into the entries; <see langword="null"/> when weights.safetensors is taken as it is.</summary>
    private static TakenWeights? TakeWeights(Call call, Dictionary<string, ReadOnlyMemory<byte>> entries)
    {
        // Without categories nobody knows K; their own findings say what is wrong.
        if (!entries.TryGetValue(CategoriesEntry, out ReadOnlyMemory<byte> text) || CategoriesText.ReadPatch(text).Value is not CategoryList categories)
        {
            return null;
        }

        bool isNamed = call.Weights.Length > 0 || call.NamesTensors;
        bool isOwn = entries.TryGetValue(WeightsEntry, out ReadOnlyMemory<byte> own);
        if (!isNamed && isOwn && !IsForeign(own))
        {
            return null;
        }

        try
        {
            if (WeightsFiles.Find(call.Folder, call.Weights) is not { } tensors)
            {
                return null;
            }

            (PatchWeights weights, TakenWeights taken) = new WeightsSource(tensors, categories.Outputs.Count) { WeightName = call.WeightName, BiasName = call.BiasName, Transpose = call.Transpose }.Take();
            entries[WeightsEntry] = Safetensors.WriteCanonical(weights);
            return taken;
        }
        catch (WeightsSourceException) when (!isNamed && isOwn)
        {
            // Nothing else was asked for; the rules of weights.safetensors say what is wrong with it.
            return null;
        }
    }

    /// <summary>Whether a file is sound but names, shapes or stores its tensors in another way than a package does.</summary>
    private static bool IsForeign(ReadOnlyMemory<byte> file) =>
        Safetensors.Read(file).Findings.Any(finding => finding.Rule is Rules.WeightsTensors or Rules.WeightsShape or Rules.WeightsType);

    private static int Refuse(string folder, WeightsSourceException broken, Output output)
    {
        FindingDocument[] findings = [FindingDocument.From(new Finding(WeightsSourceException.Rule, Severity.Error, broken.File, broken.Message, broken.Remedy))];
        FindingDocument.Write(findings, output);
        output.Line("Nothing was written.");
        output.Document(new { file = folder, valid = false, output = (string?)null, findings });
        return ExitStatus.No;
    }

    private sealed record Call(string Folder, string Target, string[] Weights, string? WeightName, string? BiasName, bool Transpose)
    {
        public bool NamesTensors => WeightName is not null || BiasName is not null || Transpose;
    }
}
