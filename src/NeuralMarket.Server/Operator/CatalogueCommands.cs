using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Server.Operator;

/// <summary><c>catalogue retest [--base IDENTITY-or-name] [--reason TEXT]</c> and <c>catalogue retests</c>.</summary>
internal static class CatalogueCommands
{
    private const int Latest = 20;

    public static Command Retest()
    {
        var network = new Option<string?>("--base") { Description = "Only versions for this base network: its identity or its name. All when it is left out." };
        var reason = new Option<string>("--reason") { Description = "Why, for the record.", DefaultValueFactory = _ => "Asked for by the operator." };
        var command = new Command("retest", "Tests every published version again, in the background: on new images, a new engine, a new base network. Failures become tasks for reviewers.") { network, reason };
        command.SetAction((parsed, cancellation) => OperatorHost.RunAsync(
            (services, token) => StartAsync(services, parsed.GetValue(network), parsed.GetRequiredValue(reason), token), cancellation));
        return command;
    }

    public static Command Retests()
    {
        var command = new Command("retests", "How far the latest re-tests have come.");
        command.SetAction((_, cancellation) => OperatorHost.RunAsync(ListAsync, cancellation));
        return command;
    }

    private static async Task<int> StartAsync(IServiceProvider services, string? network, string reason, CancellationToken cancellationToken)
    {
        string? identity = null;
        if (network is not null)
        {
            var known = await services.GetRequiredService<MarketDb>().BaseNetworks
                .SingleOrDefaultAsync(row => row.Identity == network || (row.Name == network && row.IsCurrent), cancellationToken);
            if (known is null)
                return await OperatorHost.RefuseAsync([$"There is no base network {network}. bases import PATH.txt brings one in."]);
            identity = known.Identity;
        }

        var id = await services.GetRequiredService<CatalogueRetests>().StartAsync(null, reason, identity, cancellationToken);
        if (id is null)
            return await OperatorHost.RefuseAsync(["Nothing is published that could be tested again."]);
        Console.WriteLine($"{id} begins as soon as a worker runs; catalogue retests tells how far it has come");
        return OperatorHost.Done;
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var retest in await services.GetRequiredService<CatalogueRetests>().ListAsync(Latest, cancellationToken))
        {
            var state = retest.FinishedAt is null ? "runs" : "finished";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{retest.Id} {state} {retest.Done}/{retest.Total} done, {retest.Failing} fail now, {retest.Impossible} could not be tested; {retest.StartedAt:u} {retest.Reason}"));
        }

        return OperatorHost.Done;
    }
}
