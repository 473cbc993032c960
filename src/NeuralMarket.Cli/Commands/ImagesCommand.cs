using System.CommandLine;

namespace NeuralMarket.Cli.Commands;

/// <summary><c>images</c>: says where the curator's held-out sets are administered while the HTTP API has no calls for it.</summary>
internal static class ImagesCommand
{
    private const string Where = "Held-out sets are administered on the server itself, not through this tool: NeuralMarket.Server images import FOLDER --name NAME --base BASE.";

    public static Command Create()
    {
        Argument<string[]> call = new("CALL") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        Command command = new("images", Where) { call };
        command.SetAction(Refuse);
        return command;
    }

    private static int Refuse(ParseResult call) => throw new UnusableException(CallProblem.Arguments, Where);
}
