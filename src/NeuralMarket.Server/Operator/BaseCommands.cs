using System.CommandLine;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.HeldOut;

namespace NeuralMarket.Server.Operator;

/// <summary><c>bases import PATH.txt</c>.</summary>
internal static class BaseCommands
{
    public static Command Import()
    {
        var path = new Argument<FileInfo>("path") { Description = "NAME.txt of the base network; NAME.data and the categories file lie beside it." };
        var command = new Command("import", "Imports a base network, which becomes the current one of its name.") { path };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => ImportAsync(services, parsed.GetRequiredValue(path), token), cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(IServiceProvider services, FileInfo path, CancellationToken cancellationToken)
    {
        if (!path.Exists)
            return await OperatorHost.RefuseAsync([$"There is no file {path.FullName}."]);
        var reading = await services.GetRequiredService<BaseNetworks>().ImportAsync(path.FullName, cancellationToken);
        if (reading.Value is not { } network)
            return await OperatorHost.RefuseAsync(reading.Findings.Select(Describe));

        Console.WriteLine($"{network.Definition.Name}: {network.Definition.CategoryCount} categories, {network.Definition.FeatureCount} features\nidentity {network.Identity}");
        return OperatorHost.Done;
    }

    public static string Describe(Finding finding) => $"{finding.Rule} {finding.Where}: {finding.Message} {finding.Remedy}";
}
