using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Work;

/// <summary>Renews a worker's lease while long work runs; stops when disposed. A worker that is killed stops renewing, and the lease runs out.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _renewing;

    private LeaseRenewal(CancellationTokenSource stop, Task renewing) => (_stop, _renewing) = (stop, renewing);

    /// <summary>Renews the lease on a submission.</summary>
    public static LeaseRenewal OfSubmission(IServiceScopeFactory scopes, Guid id, TimeSpan lease, TimeProvider time, ILogger log, CancellationToken cancellationToken) => Start(
        scopes,
        (db, until, stop) => db.Submissions.Where(row => row.Id == id && row.WorkLeaseUntil != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkLeaseUntil, until), stop),
        lease, time, log, cancellationToken);

    /// <summary>Renews the lease on a re-test.</summary>
    public static LeaseRenewal OfRetest(IServiceScopeFactory scopes, Guid id, TimeSpan lease, TimeProvider time, ILogger log, CancellationToken cancellationToken) => Start(
        scopes,
        (db, until, stop) => db.Retests.Where(row => row.Id == id && row.WorkLeaseUntil != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkLeaseUntil, until), stop),
        lease, time, log, cancellationToken);

    private static LeaseRenewal Start(IServiceScopeFactory scopes, Renew renew, TimeSpan lease, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new(stop, RenewAsync(scopes, renew, lease, time, log, stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
    }

    private static async Task RenewAsync(IServiceScopeFactory scopes, Renew renew, TimeSpan lease, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await TryRenewAsync(scopes, renew, time.GetUtcNow() + lease, log, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The stage is done.
        }
    }

    // A renewal that fails costs at most that somebody else begins the same work; the stage itself goes on.
    private static async Task TryRenewAsync(IServiceScopeFactory scopes, Renew renew, DateTimeOffset until, ILogger log, CancellationToken cancellationToken)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await renew(scope.ServiceProvider.GetRequiredService<MarketDb>(), until, cancellationToken);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(broken, "A worker's lease could not be renewed");
        }
    }

    private delegate Task<int> Renew(MarketDb db, DateTimeOffset until, CancellationToken cancellationToken);
}
