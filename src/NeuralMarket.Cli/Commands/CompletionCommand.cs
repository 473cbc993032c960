using System.CommandLine;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>completion SHELL</c>: prints the script that teaches a shell to complete calls; the script asks the program itself, so it never grows old.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong(Shells);
        Command command = new("completion", "Prints the script that teaches your shell to complete calls, and how to load it.") { shell };
        command.SetAction(parsed =>
        {
            Output output = parsed.Output();
            string name = parsed.GetValue(shell)!;
            string script = Script(name);
            if (!output.IsJson)
            {
                Console.Out.Write(script);
            }

            output.Document(new { shell = name, script });
            return ExitStatus.Clean;
        });
        return command;
    }

    private static string Script(string shell)
    {
        using Stream script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}") ?? throw new InvalidOperationException($"The program lacks its script for {shell}.");
        using StreamReader reader = new(script);
        return reader.ReadToEnd();
    }
}
