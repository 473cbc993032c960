using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Submissions;

/// <summary>What an author can do to a submission of one's own, besides sending the next attempt.</summary>
public sealed class AuthorActions(MarketDb db, SubmissionRoad road, IWorkQueue work, TimeProvider time)
{
    /// <summary>Takes it back.</summary>
    public Task<ActionOutcome> WithdrawAsync(Guid authorId, Guid submissionId, CancellationToken cancellationToken) =>
        MoveAsync(authorId, submissionId, SubmissionEvent.Withdraw, "", CloseAssignmentAsync, cancellationToken);

    /// <summary>Asks for a second look at a failed test or, within the appeal period, at a rejection.</summary>
    public Task<ActionOutcome> AppealAsync(Guid authorId, Guid submissionId, string text, CancellationToken cancellationToken) =>
        MoveAsync(authorId, submissionId, SubmissionEvent.Appealed, text, null, cancellationToken);

    /// <summary>Publishes an approved version now.</summary>
    public async Task<ActionOutcome> PublishNowAsync(Guid authorId, Guid submissionId, CancellationToken cancellationToken)
    {
        Submission? submission = await OwnAsync(authorId, submissionId, cancellationToken);
        if (submission is null)
        {
            return new ActionOutcome.NotFound();
        }

        if (submission.State != SubmissionState.Approved)
        {
            return NotNow(submission, "published");
        }

        submission.PublishAt = submission.WorkDueAt = time.GetUtcNow();
        return await SaveAsync(submission, cancellationToken);
    }

    /// <summary>Adds a word to the timeline that the reviewer sees.</summary>
    public async Task<ActionOutcome> ReplyAsync(Guid authorId, Guid submissionId, string text, CancellationToken cancellationToken)
    {
        Submission? submission = await OwnAsync(authorId, submissionId, cancellationToken);
        if (submission is null)
        {
            return new ActionOutcome.NotFound();
        }

        if (SubmissionTransitions.IsFinal(submission.State))
        {
            return NotNow(submission, "answered");
        }

        db.AuditEntries.Add(new AuditEntry { At = time.GetUtcNow(), Actor = authorId, SubmissionId = submissionId, Action = "replied", Detail = text, UniqueKey = $"{submissionId}:reply:{Guid.CreateVersion7()}" });
        return await SaveAsync(submission, cancellationToken);
    }

    /// <summary>Confirms a mailed submission with the token that was mailed to its author. No sign-in is needed: the token proves the mailbox.</summary>
    public async Task<ActionOutcome> ConfirmAsync(Guid submissionId, string token, CancellationToken cancellationToken)
    {
        Submission? submission = await db.Submissions.Include(row => row.Author).SingleOrDefaultAsync(row => row.Id == submissionId, cancellationToken);
        byte[] hash = Encoding.ASCII.GetBytes(HashOf(token));
        if (submission?.ConfirmationTokenHash is not string expected || !CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(expected)))
        {
            return new ActionOutcome.NotFound();
        }

        if (submission.State != SubmissionState.AwaitingConfirmation)
        {
            return new ActionOutcome.Done(); // The link was opened twice.
        }

        submission.Author!.EmailConfirmed = true;
        road.Move(db, submission, SubmissionEvent.Confirmed, submission.AuthorId, "The sender confirmed the submission.");
        return await SaveAsync(submission, cancellationToken);
    }

    /// <summary>The hash under which a confirmation token is kept.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private async Task<ActionOutcome> MoveAsync(
        Guid authorId, Guid submissionId, SubmissionEvent happened, string detail, Func<Submission, CancellationToken, Task>? effects, CancellationToken cancellationToken)
    {
        Submission? submission = await OwnAsync(authorId, submissionId, cancellationToken);
        if (submission is null)
        {
            return new ActionOutcome.NotFound();
        }

        bool late = submission.State == SubmissionState.Rejected && time.GetUtcNow() > submission.StateSince + SubmissionTransitions.AppealPeriod;
        if (late || SubmissionTransitions.Next(submission.State, happened) is null)
        {
            return NotNow(submission, happened == SubmissionEvent.Withdraw ? "withdrawn" : "appealed against");
        }

        if (effects is not null)
        {
            await effects(submission, cancellationToken);
        }

        road.Move(db, submission, happened, authorId, detail);
        return await SaveAsync(submission, cancellationToken);
    }

    private async Task CloseAssignmentAsync(Submission submission, CancellationToken cancellationToken)
    {
        if (await db.Assignments.SingleOrDefaultAsync(row => row.SubmissionId == submission.Id && row.ClosedAt == null, cancellationToken) is { } open)
        {
            open.ClosedAt = time.GetUtcNow();
            open.Outcome = "withdrawn";
        }
    }

    private Task<Submission?> OwnAsync(Guid authorId, Guid submissionId, CancellationToken cancellationToken) =>
        db.Submissions.SingleOrDefaultAsync(row => row.Id == submissionId && row.AuthorId == authorId, cancellationToken);

    private static ActionOutcome.NotAllowed NotNow(Submission submission, string what) =>
        new("submission.state", $"The submission is {submission.State} and cannot be {what} now.");

    private async Task<ActionOutcome> SaveAsync(Submission submission, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ActionOutcome.Conflict();
        }

        work.Wake(submission.Id);
        return new ActionOutcome.Done();
    }
}
