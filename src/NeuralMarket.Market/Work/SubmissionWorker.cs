using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Work;

/// <summary>
/// Advances one submission as far as the system can: takes a lease, runs the stage of its state, saves, and goes on while there is work.
/// Any number of workers may be woken for the same submission; the lease spares the work, the row's revision decides.
/// </summary>
public sealed class SubmissionWorker(IServiceScopeFactory scopes, IOptions<WorkOptions> options, TimeProvider time, ILogger<SubmissionWorker> log)
{
    private const int MaximumAttempts = 12;
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Advances a submission as far as this kind of worker does, and wakes the other kind for the rest.</summary>
    /// <param name="submissionId">The submission.</param>
    /// <param name="kind">What this worker is for.</param>
    /// <param name="cancellationToken">Stops between and within stages.</param>
    public async Task AdvanceAsync(Guid submissionId, WorkKind kind, CancellationToken cancellationToken)
    {
        while (await StepAsync(submissionId, kind, cancellationToken))
        {
        }
    }

    private async Task<bool> StepAsync(Guid submissionId, WorkKind kind, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        MarketDb db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        if (!await TakeAsync(db, submissionId, kind, cancellationToken))
        {
            await HandOverAsync(scope.ServiceProvider, submissionId, kind, cancellationToken);
            return false;
        }

        Submission submission = await db.Submissions.Include(row => row.Author).Include(row => row.Attempts).SingleAsync(row => row.Id == submissionId, cancellationToken);
        ISubmissionStage? stage = scope.ServiceProvider.GetServices<ISubmissionStage>().SingleOrDefault(candidate => candidate.State == submission.State);
        if (stage is null)
        {
            return false;
        }

        SubmissionState before = submission.State;
        try
        {
            await using (LeaseRenewal.OfSubmission(scopes, submissionId, _lease, time, log, cancellationToken))
            {
                await stage.RunAsync(db, submission, cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogInformation("Submission {SubmissionId} was moved on by someone else while in {State}", submissionId, before);
            return await GiveBackAsync(submissionId, cancellationToken);
        }
        catch (Exception broken) when (broken is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await PostponeAsync(submissionId, before, broken, cancellationToken);
            return false;
        }

        log.LogInformation("Submission {SubmissionId} went from {FromState} to {ToState}", submissionId, before, submission.State);
        scope.ServiceProvider.GetRequiredService<IWorkQueue>().WakeOutbox();
        return submission.WorkDueAt is DateTimeOffset due && due <= time.GetUtcNow();
    }

    /// <summary>Takes the lease when there is work and nobody has it. Counts the attempt at once, so that a killed worker counts, too.</summary>
    private async Task<bool> TakeAsync(MarketDb db, Guid submissionId, WorkKind kind, CancellationToken cancellationToken)
    {
        bool tests = kind == WorkKind.Test;
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset until = now + _lease;
        return await db.Submissions
            .Where(row => row.Id == submissionId && (row.State == SubmissionState.Testing) == tests && row.WorkDueAt <= now && (row.WorkLeaseUntil == null || row.WorkLeaseUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkLeaseUntil, until).SetProperty(row => row.WorkAttempts, row => row.WorkAttempts + 1), cancellationToken) == 1;
    }

    /// <summary>What is due and is the other kind's work goes on at once, not at the next sweep.</summary>
    private async Task HandOverAsync(IServiceProvider services, Guid submissionId, WorkKind kind, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        SubmissionState? due = await services.GetRequiredService<MarketDb>().Submissions.Where(row => row.Id == submissionId && row.WorkDueAt <= now)
            .Select(row => (SubmissionState?)row.State).SingleOrDefaultAsync(cancellationToken);
        if (due is not SubmissionState state || WorkKinds.Of(state) == kind)
        {
            return;
        }

        services.GetRequiredService<IWorkQueue>().Wake(submissionId, state);
    }

    /// <summary>Whoever moved it on did not know of our lease: what follows must not wait for it to run out.</summary>
    private async Task<bool> GiveBackAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        DateTimeOffset? none = null;
        return await scope.ServiceProvider.GetRequiredService<MarketDb>().Submissions.Where(row => row.Id == submissionId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkLeaseUntil, none).SetProperty(row => row.WorkAttempts, 0), cancellationToken) == 1;
    }

    /// <summary>Tries again later, ever later; in the end gives up and leaves it to the operator.</summary>
    private async Task PostponeAsync(Guid submissionId, SubmissionState state, Exception broken, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        MarketDb db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        Submission submission = await db.Submissions.SingleAsync(row => row.Id == submissionId, cancellationToken);
        if (submission.State != state)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        bool givenUp = submission.WorkAttempts >= MaximumAttempts;
        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(600, 2 * Math.Pow(2, submission.WorkAttempts)));
        submission.WorkDueAt = givenUp ? null : now + pause;
        submission.WorkLeaseUntil = null;
        db.AuditEntries.Add(new AuditEntry
        {
            At = now,
            SubmissionId = submissionId,
            Action = givenUp ? "workGivenUp" : "workFailed",
            Detail = $"{state}: {broken.Message}",
            UniqueKey = $"{submissionId}:{submission.Revision}:failed:{submission.WorkAttempts}:{now.UtcTicks}",
        });
        await db.SaveChangesAsync(cancellationToken);
        log.LogError(broken, "Submission {SubmissionId} broke in {State}, attempt {WorkAttempt}; next try in {PauseSeconds} s, given up: {GivenUp}", submissionId, state, submission.WorkAttempts, pause.TotalSeconds, givenUp);
    }
}
