using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Work;

/// <summary>
/// Looks at start and every so often at what the rows say is due, and wakes workers for it: whatever a lost wake, a killed process or a passed deadline left lying.
/// </summary>
internal sealed class Sweep(IServiceScopeFactory scopes, IOptions<WorkOptions> options, TimeProvider time, ILogger<Sweep> log) : BackgroundService
{
    private const int MostAtOnce = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(broken, "The sweep failed; it is tried again in {PauseSeconds} s", options.Value.SweepSeconds);
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        MarketDb db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        IWorkQueue work = scope.ServiceProvider.GetRequiredService<IWorkQueue>();
        await scope.ServiceProvider.GetRequiredService<Watchdog>().ActAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        var due = await db.Submissions
            .Where(row => row.WorkDueAt <= now && (row.WorkLeaseUntil == null || row.WorkLeaseUntil < now))
            .OrderBy(row => row.WorkDueAt).Select(row => new { row.Id, row.State }).Take(MostAtOnce).ToListAsync(cancellationToken);
        due.ForEach(row => work.Wake(row.Id, row.State));
        List<Guid> retests = await db.Retests
            .Where(row => row.WorkDueAt <= now && (row.WorkLeaseUntil == null || row.WorkLeaseUntil < now)).Select(row => row.Id).ToListAsync(cancellationToken);
        retests.ForEach(work.WakeRetest);
        if (await db.OutgoingMails.AnyAsync(row => row.SentAt == null && row.FailedAt == null && row.DueAt <= now, cancellationToken))
        {
            work.WakeOutbox();
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
