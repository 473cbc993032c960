using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Retests;

/// <summary>
/// Goes on with a re-test until it is done, a few versions at a time, and gives way to fresh submissions before each. What is done is in the rows, so that a
/// killed worker costs one version's work.
/// </summary>
public sealed class RetestWorker(IServiceScopeFactory scopes, FreshTests fresh, IOptions<WorkOptions> options, TimeProvider time, ILogger<RetestWorker> log)
{
    private const int BatchSize = 32;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Goes on with a re-test, if nobody else does.</summary>
    public async Task RunAsync(Guid retestId, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(retestId, cancellationToken))
        {
            return;
        }

        try
        {
            await using (LeaseRenewal.OfRetest(scopes, retestId, _lease, time, log, cancellationToken))
            {
                while (await RunBatchAsync(retestId, cancellationToken))
                {
                }
            }

            await LeaveAsync(retestId, null, cancellationToken);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(broken, "Re-test {RetestId} broke; it goes on in {PauseSeconds} s", retestId, PauseAfterFailure.TotalSeconds);
            await LeaveAsync(retestId, time.GetUtcNow() + PauseAfterFailure, cancellationToken);
        }
    }

    private async Task<bool> RunBatchAsync(Guid retestId, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        MarketDb db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        var open = await (
            from item in db.RetestItems
            join version in db.PublishedVersions on new { item.PatchId, item.Version } equals new { version.PatchId, version.Version }
            where item.RetestId == retestId && item.DoneAt == null
            orderby version.BaseIdentity, item.PatchId, version.SortKey
            select new { Item = item, Version = version }).Take(BatchSize).ToListAsync(cancellationToken);
        if (open.Count == 0)
        {
            return false;
        }

        (RetestItem Item, PublishedVersion Version)[] batch = [.. open.Where(row => row.Version.BaseIdentity == open[0].Version.BaseIdentity).Select(row => (row.Item, row.Version))];
        await scope.ServiceProvider.GetRequiredService<RetestBatch>().RunAsync(batch, fresh.GoFirstAsync, cancellationToken);
        log.LogInformation("Re-test {RetestId} has tested {Versions} versions more", retestId, batch.Length);
        return true;
    }

    private async Task<bool> TakeAsync(Guid retestId, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset until = now + _lease;
        return await scope.ServiceProvider.GetRequiredService<MarketDb>().Retests
            .Where(row => row.Id == retestId && row.WorkDueAt <= now && (row.WorkLeaseUntil == null || row.WorkLeaseUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkLeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>Finished, or to go on with later.</summary>
    private async Task LeaveAsync(Guid retestId, DateTimeOffset? again, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        DateTimeOffset? none = null;
        DateTimeOffset? finished = again is null ? time.GetUtcNow() : null;
        await scope.ServiceProvider.GetRequiredService<MarketDb>().Retests.Where(row => row.Id == retestId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.WorkLeaseUntil, none).SetProperty(row => row.WorkDueAt, again).SetProperty(row => row.FinishedAt, finished), cancellationToken);
    }
}
