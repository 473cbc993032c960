using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Hosting;

/// <summary>What the rows say of the market's work, sampled for the metrics: where submissions stand, what is late, what was given up.</summary>
internal sealed class MarketGauges : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger<MarketGauges> _log;
    private readonly Meter _meter;
    private volatile Sample _sample = new([], 0, 0, 0);

    public MarketGauges(IServiceScopeFactory scopes, IMeterFactory meters, TimeProvider time, ILogger<MarketGauges> log)
    {
        (_scopes, _time, _log) = (scopes, time, log);
        _meter = meters.Create("NeuralMarket.Market");
        _meter.CreateObservableGauge("neuralmarket.submissions", () => _sample.States.Select(Measure), "{submission}", "Submissions by state");
        _meter.CreateObservableGauge("neuralmarket.work.oldest_due", () => _sample.OldestDueSeconds, "s", "Age of the oldest work that is due and not taken up");
        _meter.CreateObservableGauge("neuralmarket.mail.unsent", () => _sample.UnsentMails, "{mail}", "Mails in the outbox");
        _meter.CreateObservableGauge("neuralmarket.mail.failed", () => _sample.FailedMails, "{mail}", "Mails that were given up");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, _time);
        try
        {
            do
                await TakeAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
            var states = await db.Submissions.GroupBy(row => row.State)
                .Select(group => new StateCount(group.Key, group.Count())).ToListAsync(cancellationToken);
            var oldest = await DueWork.OldestAsync(db, _time.GetUtcNow(), cancellationToken);
            var unsent = await db.OutgoingMails.CountAsync(row => row.SentAt == null && row.FailedAt == null, cancellationToken);
            var failed = await db.OutgoingMails.CountAsync(row => row.FailedAt != null, cancellationToken);
            _sample = new Sample(states, oldest.TotalSeconds, unsent, failed);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            _log.LogWarning(broken, "The market's state could not be sampled; it is tried again in {PauseSeconds} s", Pause.TotalSeconds);
        }
    }

    private static Measurement<int> Measure(StateCount count) => new(count.Count, new KeyValuePair<string, object?>("state", count.State.ToString()));

    private sealed record StateCount(SubmissionState State, int Count);

    private sealed record Sample(IReadOnlyList<StateCount> States, double OldestDueSeconds, int UnsentMails, int FailedMails);
}
