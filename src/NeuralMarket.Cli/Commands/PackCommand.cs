using System.CommandLine;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>pack DIR -o FILE</c>: builds a canonical package from a folder with the entries' files; lints it first.</summary>
internal static class PackCommand
{
    private static readonly string[] Entries = ["manifest.json", "map_clsloc.txt", "weights.safetensors", "icon.png", "README.md", "LICENSE"];

    public static Command Create()
    {
        Argument<string> folder = new("DIR") { Description = "A folder with manifest.json, map_clsloc.txt, weights.safetensors, icon.png and, if wanted, README.md and LICENSE." };
        Option<string> target = CommonOptions.OutputFile();
        Option<bool> json = CommonOptions.Json();
        Command command = new("pack", "Builds a canonical package from a folder.") { folder, target, json };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!, parsed.GetValue(target)!, new Output(parsed.GetValue(json))));
        return command;
    }

    private static int Run(string folder, string target, Output output)
    {
        if (!Directory.Exists(folder))
        {
            throw new UnusableException($"There is no folder {folder}.");
        }

        Dictionary<string, ReadOnlyMemory<byte>> entries = [];
        foreach (string name in Entries.Where(name => File.Exists(Path.Combine(folder, name))))
        {
            string path = Path.Combine(folder, name);
            if (new FileInfo(path).Length > PackageReader.MaximumFileLength)
            {
                throw new UnusableException($"{path} is longer than a whole package may be.");
            }

            entries[name] = File.ReadAllBytes(path);
        }

        return CanonicalFile.Write(PackageReader.ReadEntries(entries), folder, target, output);
    }
}
