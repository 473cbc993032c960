using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Work;

/// <summary>Renews a worker's lease while a long stage runs; stops when disposed. A worker that is killed stops renewing, and the lease runs out.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _renewing;

    private LeaseRenewal(CancellationTokenSource stop, Task renewing) => (_stop, _renewing) = (stop, renewing);

    public static LeaseRenewal Start(IServiceScopeFactory scopes, Guid submissionId, TimeSpan lease, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new(stop, RenewAsync(scopes, submissionId, lease, time, log, stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
    }

    private static async Task RenewAsync(IServiceScopeFactory scopes, Guid submissionId, TimeSpan lease, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await TryRenewAsync(scopes, submissionId, time.GetUtcNow() + lease, log, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The stage is done.
        }
    }

    // A renewal that fails costs at most that somebody else begins the same work; the stage itself goes on.
    private static async Task TryRenewAsync(IServiceScopeFactory scopes, Guid submissionId, DateTimeOffset until, ILogger log, CancellationToken cancellationToken)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MarketDb>().Submissions
                .Where(row => row.Id == submissionId && row.WorkLeaseUntil != null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkLeaseUntil, until), cancellationToken);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(broken, "The lease of submission {SubmissionId} could not be renewed", submissionId);
        }
    }
}
