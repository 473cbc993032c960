using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// A submission whose lineage has had all the looks that it may have now waits in Testing until the next one and is tested then by itself: nothing is
/// lost, and nothing need be sent again.
/// </summary>
internal sealed class TestWaits(SubmissionMails mails, TimeProvider time)
{
    /// <summary>Puts off a test. The author is told once a file.</summary>
    public async Task AddAsync(MarketDb db, Submission submission, LookDecision look, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset until = look.NextAt ?? now.AddDays(1);
        DateTimeOffset sent = submission.Attempts.Single(row => row.Number == submission.CurrentAttempt).ReceivedAt;
        bool told = await db.AuditEntries.AnyAsync(row => row.SubmissionId == submission.Id && row.Action == TestWait.Action && row.At >= sent, cancellationToken);
        submission.Revision++;
        submission.WorkDueAt = until;
        submission.WorkLeaseUntil = null;
        submission.WorkAttempts = 0;
        submission.DeadlineAt = SubmissionTransitions.DeadlineOf(SubmissionState.Testing, until);
        db.AuditEntries.Add(new AuditEntry { At = now, SubmissionId = submission.Id, Action = TestWait.Action, Detail = look.Reason, UniqueKey = $"{submission.Id}:{submission.Revision}" });
        if (!told)
        {
            mails.TestPostponed(db, submission, look.Reason, until);
        }
    }
}
