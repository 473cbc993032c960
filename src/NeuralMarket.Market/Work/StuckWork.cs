using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Work;

/// <summary>A submission whose work breaks again and again.</summary>
/// <param name="Id">The submission.</param>
/// <param name="Name">What to call it.</param>
/// <param name="State">The state whose work breaks.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="NextTryAt">When it is tried again; absent when it was given up.</param>
/// <param name="Error">What broke the last time.</param>
public sealed record StuckSubmission(Guid Id, string Name, SubmissionState State, DateTimeOffset StateSince, int Tries, DateTimeOffset? NextTryAt, string Error);

/// <summary>A mail that cannot be sent.</summary>
/// <param name="Id">The mail.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="NextTryAt">When it is tried again; absent when it was given up.</param>
/// <param name="Error">Why the last try failed.</param>
public sealed record StuckMail(Guid Id, string To, string Subject, int Tries, DateTimeOffset? NextTryAt, string Error);

/// <summary>How many submissions stand in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="Overdue">How many of them are past their deadline.</param>
public sealed record StateCount(SubmissionState State, int Count, int Overdue);

/// <summary>What the operator looks at: where submissions stand, and what breaks; and how it is tried again at once.</summary>
public sealed class StuckWork(MarketDb db, IWorkQueue work, TimeProvider time)
{
    private const int Most = 100;
    private static readonly string[] Failures = ["workFailed", "workGivenUp"];

    /// <summary>Submissions by state.</summary>
    public async Task<IReadOnlyList<StateCount>> CountAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return await db.Submissions.GroupBy(row => row.State)
            .Select(group => new StateCount(group.Key, group.Count(), group.Count(row => row.DeadlineAt < now))).ToListAsync(cancellationToken);
    }

    /// <summary>Submissions whose work in their present state broke the last time, the longest stuck first; at most 100.</summary>
    public async Task<IReadOnlyList<StuckSubmission>> SubmissionsAsync(CancellationToken cancellationToken)
    {
        List<Submission> rows = await db.Submissions.AsNoTracking().Include(row => row.Attempts)
            .Where(row => row.WorkAttempts > 0 && db.AuditEntries.Any(entry => entry.SubmissionId == row.Id && Failures.Contains(entry.Action) && entry.At >= row.StateSince))
            .OrderBy(row => row.StateSince).Take(Most).ToListAsync(cancellationToken);
        List<StuckSubmission> stuck = [];
        foreach (Submission row in rows)
        {
            string error = await db.AuditEntries.Where(entry => entry.SubmissionId == row.Id && Failures.Contains(entry.Action))
                .OrderByDescending(entry => entry.Id).Select(entry => entry.Detail).FirstAsync(cancellationToken);
            stuck.Add(new StuckSubmission(row.Id, SubmissionQueries.LineOf(row).Name, row.State, row.StateSince, row.WorkAttempts, row.WorkDueAt, error));
        }

        return stuck;
    }

    /// <summary>Mails whose last try failed, the oldest first; at most 100.</summary>
    public async Task<IReadOnlyList<StuckMail>> MailsAsync(CancellationToken cancellationToken) =>
        await db.OutgoingMails.AsNoTracking().Where(row => row.SentAt == null && row.LastError != null)
            .OrderBy(row => row.Id).Take(Most)
            .Select(row => new StuckMail(row.Id, row.ToAddress, row.Subject, row.Attempts, row.FailedAt == null ? row.DueAt : null, row.LastError!))
            .ToListAsync(cancellationToken);

    /// <summary>Tries a submission's work again at once; false when nothing of it is stuck.</summary>
    public async Task<bool> RetrySubmissionAsync(Guid actorId, Guid submissionId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        int changed = await db.Submissions
            .Where(row => row.Id == submissionId && row.WorkAttempts > 0
                && db.AuditEntries.Any(entry => entry.SubmissionId == row.Id && Failures.Contains(entry.Action) && entry.At >= row.StateSince))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkDueAt, now).SetProperty(row => row.WorkAttempts, 0), cancellationToken);
        if (changed == 0)
        {
            return false;
        }

        Record(actorId, submissionId, "workRetried", "", now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        work.Wake(submissionId);
        return true;
    }

    /// <summary>Tries a mail again at once; false when it is not stuck.</summary>
    public async Task<bool> RetryMailAsync(Guid actorId, Guid mailId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await db.OutgoingMails.SingleOrDefaultAsync(row => row.Id == mailId && row.SentAt == null && row.LastError != null, cancellationToken) is not OutgoingMail mail)
        {
            return false;
        }

        (mail.FailedAt, mail.LeaseUntil, mail.Attempts, mail.DueAt) = (null, null, 0, now);
        Record(actorId, mail.SubmissionId, "mailRetried", $"{mail.ToAddress}: {mail.Subject}", now);
        await db.SaveChangesAsync(cancellationToken);
        work.WakeOutbox();
        return true;
    }

    private void Record(Guid actorId, Guid? submissionId, string action, string detail, DateTimeOffset now) => db.AuditEntries.Add(new AuditEntry
    {
        At = now,
        Actor = actorId,
        SubmissionId = submissionId,
        Action = action,
        Detail = detail,
        UniqueKey = $"operator:{Guid.CreateVersion7()}",
    });
}
