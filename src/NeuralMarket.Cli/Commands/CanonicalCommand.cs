using System.CommandLine;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>canonical FILE -o FILE</c>: rebuilds a package canonically.</summary>
internal static class CanonicalCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The package." };
        Option<string> target = CommonOptions.OutputFile();
        Command command = new("canonical", "Rebuilds a package canonically.") { file, target };
        command.SetAction(parsed =>
        {
            string source = parsed.GetValue(file)!;
            return CanonicalFile.Write(PackageFile.Read(source), source, parsed.GetValue(target)!, null, parsed.Output());
        });
        return command;
    }
}
