using System.CommandLine;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>canonical FILE -o FILE</c>: rebuilds a package canonically.</summary>
internal static class CanonicalCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The package." };
        Option<string> target = CommonOptions.OutputFile();
        Option<bool> json = CommonOptions.Json();
        Command command = new("canonical", "Rebuilds a package canonically.") { file, target, json };
        command.SetAction(parsed =>
        {
            string source = BaseNetworkFile.Existing(parsed.GetValue(file)!);
            return CanonicalFile.Write(PackageReader.ReadFile(source), source, parsed.GetValue(target)!, new Output(parsed.GetValue(json)));
        });
        return command;
    }
}
