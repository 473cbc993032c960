using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Server.Operator;

/// <summary><c>images import FOLDER --name NAME --base IDENTITY-or-name</c>.</summary>
internal static class ImageCommands
{
    public static Command Import()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Labelled images with map_clsloc.txt and, if there is one, is_a.txt." };
        var name = new Option<string>("--name") { Description = "What the set is called; an existing one is added to.", Required = true };
        var network = new Option<string>("--base") { Description = "The base network whose patches are tested on it: its identity or its name.", Required = true };
        var command = new Command("import", "Imports held-out images.") { folder, name, network };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => ImportAsync(services, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(name), parsed.GetRequiredValue(network), token),
            cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(IServiceProvider services, DirectoryInfo folder, string name, string network, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
            return await OperatorHost.RefuseAsync([$"There is no folder {folder.FullName}."]);
        var known = await services.GetRequiredService<MarketDb>().BaseNetworks
            .SingleOrDefaultAsync(row => row.Identity == network || (row.Name == network && row.IsCurrent), cancellationToken);
        if (known is null)
            return await OperatorHost.RefuseAsync([$"There is no base network {network}. Import it first: bases import PATH.txt"]);

        var reading = await services.GetRequiredService<HeldOutSets>().ImportAsync(folder.FullName, name, known.Identity, cancellationToken);
        if (reading.Value is not { } result)
            return await OperatorHost.RefuseAsync(reading.Findings.Select(BaseCommands.Describe));

        Console.WriteLine($"{result.SetName}: {result.Added} images added, {result.Known} there already, {result.Skipped} skipped");
        return OperatorHost.Done;
    }
}
