using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Routing;

/// <summary>
/// AwaitingReview, without an assignment: gives the submission to the reviewer with the fewest open assignments who is neither its author nor the one who
/// let it lie or decided it before; among equals to the one who was assigned longest ago. The state stays.
/// </summary>
internal sealed class RoutingStage(SubmissionMails mails, TimeProvider time, ILogger<RoutingStage> log) : ISubmissionStage
{
    private static readonly TimeSpan RetryWithoutReviewer = TimeSpan.FromMinutes(10);

    public SubmissionState State => SubmissionState.AwaitingReview;

    public async Task RunAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        submission.WorkLeaseUntil = null;
        submission.WorkAttempts = 0;
        submission.WorkDueAt = null;
        if (await db.Assignments.AnyAsync(row => row.SubmissionId == submission.Id && row.ClosedAt == null, cancellationToken))
        {
            return;
        }

        Account? reviewer = await ChooseAsync(db, submission, cancellationToken);
        if (reviewer is null)
        {
            log.LogWarning("There is no reviewer for submission {SubmissionId}; it is tried again in {PauseSeconds} s", submission.Id, RetryWithoutReviewer.TotalSeconds);
            submission.WorkDueAt = now + RetryWithoutReviewer;
            return;
        }

        submission.Revision++; // Whoever routes at the same time comes second and changes nothing.
        DateTimeOffset dueAt = submission.DeadlineAt ?? now;
        Assignment assignment = new() { SubmissionId = submission.Id, ReviewerId = reviewer.Id, AssignedAt = now, DueAt = dueAt };
        db.Assignments.Add(assignment);
        db.AuditEntries.Add(new AuditEntry { At = now, SubmissionId = submission.Id, Action = "assigned", Detail = $"Assigned to {reviewer.DisplayName}.", UniqueKey = $"{submission.Id}:{submission.Revision}" });
        mails.Assigned(db, submission, reviewer, dueAt);
    }

    private static async Task<Account?> ChooseAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
    {
        Guid[] before = await db.Assignments.Where(row => row.SubmissionId == submission.Id && row.Outcome != null).Select(row => row.ReviewerId).ToArrayAsync(cancellationToken);
        var candidates = await (
            from account in db.Users
            join membership in db.Set<IdentityUserRole<Guid>>() on account.Id equals membership.UserId
            join role in db.Roles on membership.RoleId equals role.Id
            where role.Name == Roles.Reviewer && account.Id != submission.AuthorId
            select new
            {
                Account = account,
                Open = db.Assignments.Count(row => row.ReviewerId == account.Id && row.ClosedAt == null),
                Last = db.Assignments.Where(row => row.ReviewerId == account.Id).Max(row => (DateTimeOffset?)row.AssignedAt),
            }).ToListAsync(cancellationToken);
        return candidates
            .OrderBy(candidate => before.Contains(candidate.Account.Id)) // Somebody fresh first; but better the same one than nobody.
            .ThenBy(candidate => candidate.Open)
            .ThenBy(candidate => candidate.Last ?? DateTimeOffset.MinValue)
            .ThenBy(candidate => candidate.Account.Id)
            .FirstOrDefault()?.Account;
    }
}
