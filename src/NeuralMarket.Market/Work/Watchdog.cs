using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Work;

/// <summary>
/// Acts on submissions whose deadline has passed: what waits for its author expires; what lies with a reviewer goes to another one; what waits for
/// images goes on with those there are; what the system itself owes is reported and left to the sweep.
/// </summary>
internal sealed class Watchdog(MarketDb db, SubmissionRoad road, SubmissionMails mails, TimeProvider time, ILogger<Watchdog> log)
{
    private const int MostAtOnce = 100;

    public async Task ActAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<Guid> overdue = await db.Submissions.Where(row => row.DeadlineAt < now)
            .OrderBy(row => row.DeadlineAt).Select(row => row.Id).Take(MostAtOnce).ToListAsync(cancellationToken);
        foreach (Guid id in overdue)
        {
            await TryActAsync(id, now, cancellationToken);
        }
    }

    /// <summary>Each on its own: one that cannot be helped must not keep the others waiting.</summary>
    private async Task TryActAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            Submission submission = await db.Submissions.Include(row => row.Author).SingleAsync(row => row.Id == id, cancellationToken);
            if (submission.DeadlineAt < now)
            {
                await ActAsync(submission, now, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }
        }
        catch (DbUpdateException)
        {
            // Somebody acted meanwhile; the next sweep looks again.
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            log.LogError(broken, "The watchdog could not act on submission {SubmissionId}", id);
        }

        db.ChangeTracker.Clear();
    }

    private async Task ActAsync(Submission submission, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (submission.State)
        {
            case SubmissionState.AwaitingReview:
                await CloseAssignmentAsync(submission, now, cancellationToken);
                Postpone(submission, now);
                submission.WorkDueAt = now; // To be routed again.
                break;
            case SubmissionState.InReview:
                await CloseAssignmentAsync(submission, now, cancellationToken);
                road.Move(db, submission, SubmissionEvent.Released, null, "The review took too long; somebody else is asked.");
                break;
            case SubmissionState.AwaitingImages:
                submission.TestDespiteFewImages = true;
                road.Move(db, submission, SubmissionEvent.ImagesOverdue, null, "No images came in time; it goes on with those there are.");
                break;
            case SubmissionState.Approved when submission.PublishAt <= now:
                Remind(submission, now); // Publishing is the market's business now, not the author's.
                break;
            case SubmissionState state when SubmissionTransitions.Next(state, SubmissionEvent.DeadlinePassed) is not null:
                road.Move(db, submission, SubmissionEvent.DeadlinePassed, null, "Nobody acted in time.");
                mails.Expired(db, submission);
                break;
            default:
                Remind(submission, now);
                break;
        }
    }

    /// <summary>The market itself is late: the operator reads it in the log, and the work is taken up again even if it was given up.</summary>
    private void Remind(Submission submission, DateTimeOffset now)
    {
        log.LogError("Submission {SubmissionId} is overdue in {State} since {DeadlineAt}", submission.Id, submission.State, submission.DeadlineAt);
        Postpone(submission, now);
        submission.WorkDueAt ??= now;
        submission.WorkAttempts = 0;
    }

    private void Postpone(Submission submission, DateTimeOffset now)
    {
        submission.Revision++;
        submission.DeadlineAt = SubmissionTransitions.DeadlineOf(submission.State, now);
        db.AuditEntries.Add(new AuditEntry { At = now, SubmissionId = submission.Id, Action = "overdue", Detail = "The deadline passed.", UniqueKey = $"{submission.Id}:{submission.Revision}" });
    }

    private async Task CloseAssignmentAsync(Submission submission, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Assignments.SingleOrDefaultAsync(row => row.SubmissionId == submission.Id && row.ClosedAt == null, cancellationToken) is Assignment open)
        {
            (open.ClosedAt, open.Outcome) = (now, "overdue");
        }
    }
}
