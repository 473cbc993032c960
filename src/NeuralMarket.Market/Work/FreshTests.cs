using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Work;

/// <summary>Lets fresh submissions go before work in the background.</summary>
public sealed class FreshTests(IServiceScopeFactory scopes, TimeProvider time, ILogger<FreshTests> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits while a submission is due to be tested.</summary>
    public async Task GoFirstAsync(CancellationToken cancellationToken)
    {
        while (await IsWaitingAsync(cancellationToken))
        {
            log.LogDebug("Background work waits for fresh submissions for {PauseSeconds} s", Pause.TotalSeconds);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<bool> IsWaitingAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        DateTimeOffset now = time.GetUtcNow();
        return await scope.ServiceProvider.GetRequiredService<MarketDb>().Submissions
            .AnyAsync(row => row.State == SubmissionState.Testing && row.WorkDueAt <= now, cancellationToken);
    }
}
