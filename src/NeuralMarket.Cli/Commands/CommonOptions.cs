using System.CommandLine;

namespace NeuralMarket.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Known to every command.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON document to standard output, everything else to standard error.",
        Recursive = true,
        Arity = ArgumentArity.Zero,
    };

    public static Option<string> Base(bool required) => new("--base") { Description = "The base network's NAME.txt.", HelpName = "BASE.txt", Required = required };

    public static Option<string> OutputFile() => new("--output", "-o") { Description = "Where to write.", HelpName = "FILE", Required = true };

    public static Output Output(this ParseResult parsed) => new(parsed.GetValue(Json));
}
