using System.CommandLine;

namespace NeuralMarket.Server.Operator;

/// <summary>
/// The operator's commands of the same executable. They work on the database and the blobs of the configuration, whether the server runs or not.
/// Without a command the server runs; then the arguments are settings (<c>--Server:Roles=web</c>).
/// </summary>
internal static class OperatorCommands
{
    /// <summary>Whether the arguments ask for a command or for help, not for the server.</summary>
    public static bool IsCommand(string[] args) =>
        args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?" or "--version");

    public static Task<int> RunAsync(string[] args) => Root().Parse(args).InvokeAsync();

    private static RootCommand Root() => new("The market's server. Without a command it runs; settings come from appsettings.json, from variables NEURALMARKET__Section__Key and from arguments --Section:Key=value.")
    {
        new Command("bases", "The base networks.") { BaseCommands.Import() },
        Group("images", "The held-out images.", ImageCommands.All()),
        new Command("catalogue", "What is published.") { CatalogueCommands.Retest(), CatalogueCommands.Retests() },
        new Command("accounts", "Who may sign in.") { AccountCommands.Create(), AccountCommands.Link() },
    };

    private static Command Group(string name, string description, IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
            group.Add(command);
        return group;
    }
}
