using System.Text.Json;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Submissions;

/// <summary>
/// Moves submissions along the road. A move changes the tracked row and adds its audit entry; the caller adds the other effects (findings, mails,
/// assignments) to the same context and saves once: one transaction, in which the row's revision is compared and set. Whoever
/// comes second gets a <see cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"/> and has changed nothing.
/// </summary>
public sealed class SubmissionRoad(TimeProvider time)
{
    /// <summary>Moves a submission.</summary>
    /// <param name="db">The context that tracks it.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="actor">The account that acted; <see langword="null"/> for the system.</param>
    /// <param name="detail">A sentence for the timeline.</param>
    /// <exception cref="IllegalTransitionException">The event may not happen in this state.</exception>
    public void Move(MarketDb db, Submission submission, SubmissionEvent happened, Guid? actor, string detail = "")
    {
        SubmissionState from = submission.State;
        SubmissionState to = SubmissionTransitions.Next(from, happened) ?? throw new IllegalTransitionException(submission.Id, from, happened);
        DateTimeOffset now = time.GetUtcNow();
        submission.State = to;
        submission.StateSince = now;
        submission.DeadlineAt = SubmissionTransitions.DeadlineOf(to, now);
        submission.Revision++;
        submission.WorkDueAt = WorkIn(to, submission, now);
        submission.WorkLeaseUntil = null;
        submission.WorkAttempts = 0;
        db.AuditEntries.Add(new AuditEntry
        {
            At = now,
            Actor = actor,
            SubmissionId = submission.Id,
            Action = JsonNamingPolicy.CamelCase.ConvertName(happened.ToString()),
            FromState = from,
            ToState = to,
            Detail = detail,
            UniqueKey = $"{submission.Id}:{submission.Revision}",
        });
    }

    /// <summary>When the system has something to do in a state; <see langword="null"/> when it waits for people.</summary>
    private static DateTimeOffset? WorkIn(SubmissionState state, Submission submission, DateTimeOffset now) => state switch
    {
        SubmissionState.Received or SubmissionState.Validating or SubmissionState.Testing => now,
        SubmissionState.AwaitingReview => now, // to be routed
        SubmissionState.Approved => submission.PublishAt,
        _ => null,
    };
}

/// <summary>A program tried a transition that is not in the table: a bug, never ignored.</summary>
public sealed class IllegalTransitionException(Guid submission, SubmissionState from, SubmissionEvent happened)
    : InvalidOperationException($"{happened} may not happen to submission {submission} in state {from}.");
