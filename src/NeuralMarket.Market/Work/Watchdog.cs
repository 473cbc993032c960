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
        List<Submission> overdue = await db.Submissions.Include(row => row.Author)
            .Where(row => row.DeadlineAt < now).OrderBy(row => row.DeadlineAt).Take(MostAtOnce).ToListAsync(cancellationToken);
        foreach (Submission submission in overdue)
        {
            await ActAsync(submission, now, cancellationToken);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear(); // Somebody acted meanwhile; the next sweep looks again.
        }
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
            case SubmissionState state when SubmissionTransitions.Next(state, SubmissionEvent.DeadlinePassed) is not null:
                road.Move(db, submission, SubmissionEvent.DeadlinePassed, null, "Nobody acted in time.");
                mails.Expired(db, submission);
                break;
            default:
                log.LogError("Submission {SubmissionId} is overdue in {State} since {DeadlineAt}", submission.Id, submission.State, submission.DeadlineAt);
                Postpone(submission, now);
                submission.WorkDueAt ??= now;
                break;
        }
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
