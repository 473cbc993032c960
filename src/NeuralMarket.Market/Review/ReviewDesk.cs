using FluentValidation.Results;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Review;

/// <summary>What reviewers do: open a submission, give it back, decide. Nobody decides one's own submission, and only whom it is assigned to decides.</summary>
public sealed class ReviewDesk(MarketDb db, SubmissionRoad road, SubmissionMails mails, IWorkQueue work, TimeProvider time)
{
    private const int MostTries = 3;
    private static readonly DecisionRules Rules = new();

    /// <summary>Opens a submission; what lies with nobody becomes the reviewer's.</summary>
    public async Task<ActionOutcome> ClaimAsync(Guid reviewerId, Guid submissionId, CancellationToken cancellationToken)
    {
        // Routing may choose a reviewer at this very moment. To open rests on nothing that was seen before, so it is tried again on what stands now.
        ActionOutcome outcome = await TryClaimAsync(reviewerId, submissionId, cancellationToken);
        for (int tries = 1; outcome is ActionOutcome.Conflict && tries < MostTries; tries++)
        {
            outcome = await TryClaimAsync(reviewerId, submissionId, cancellationToken);
        }

        return outcome;
    }

    private async Task<ActionOutcome> TryClaimAsync(Guid reviewerId, Guid submissionId, CancellationToken cancellationToken)
    {
        (Submission? submission, Assignment? open) = await FindAsync(submissionId, cancellationToken);
        if (Refusal(submission, open, reviewerId) is ActionOutcome refusal)
        {
            return refusal;
        }

        if (submission!.State == SubmissionState.InReview)
        {
            return new ActionOutcome.Done(); // Opened twice.
        }

        Claim(submission, open, reviewerId);
        return await SaveAsync(submission, cancellationToken);
    }

    /// <summary>Gives a submission back, opened or not; it is routed to somebody else.</summary>
    public async Task<ActionOutcome> ReleaseAsync(Guid reviewerId, Guid submissionId, CancellationToken cancellationToken)
    {
        (Submission? submission, Assignment? open) = await FindAsync(submissionId, cancellationToken);
        if (Refusal(submission, open, reviewerId) is ActionOutcome refusal)
        {
            return refusal;
        }

        if (open is null)
        {
            return new ActionOutcome.NotAllowed("submission.state", "The submission lies with nobody; there is nothing to give back.");
        }

        Close(open, "released");
        if (submission!.State == SubmissionState.InReview)
        {
            road.Move(db, submission, SubmissionEvent.Released, reviewerId, "The reviewer gave it back.");
        }
        else
        {
            RouteAgain(submission, reviewerId);
        }

        return await SaveAsync(submission, cancellationToken);
    }

    /// <summary>It was never opened, so its state and its clock stay; only somebody else is chosen.</summary>
    private void RouteAgain(Submission submission, Guid reviewerId)
    {
        DateTimeOffset now = time.GetUtcNow();
        submission.Revision++;
        submission.WorkDueAt = now;
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = reviewerId, SubmissionId = submission.Id, Action = "released", Detail = "The reviewer gave it back unopened.", UniqueKey = $"{submission.Id}:{submission.Revision}" });
    }

    /// <summary>Decides. A submission that was not opened yet is opened by it.</summary>
    public async Task<ActionOutcome> DecideAsync(Guid reviewerId, Guid submissionId, DecisionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ValidationResult checkedRequest = await Rules.ValidateAsync(request, cancellationToken);
        if (!checkedRequest.IsValid)
        {
            return new ActionOutcome.NotAllowed(checkedRequest.Errors[0].ErrorCode, checkedRequest.Errors[0].ErrorMessage);
        }

        (Submission? submission, Assignment? open) = await FindAsync(submissionId, cancellationToken);
        if (Refusal(submission, open, reviewerId) is ActionOutcome refusal)
        {
            return refusal;
        }

        if (request.AttemptNumber is int seen && seen != submission!.CurrentAttempt)
        {
            return new ActionOutcome.Conflict(); // Another file came; nobody decides what one has not seen.
        }

        if (submission!.State == SubmissionState.AwaitingReview)
        {
            open = Claim(submission, open, reviewerId);
        }

        Record(submission, open!, reviewerId, request);
        return await SaveAsync(submission, cancellationToken);
    }

    private void Record(Submission submission, Assignment open, Guid reviewerId, DecisionRequest request)
    {
        DateTimeOffset now = time.GetUtcNow();
        ReviewDecision decision = new()
        {
            SubmissionId = submission.Id,
            AttemptNumber = submission.CurrentAttempt,
            ReviewerId = reviewerId,
            Kind = request.Kind,
            Reasons = [.. request.Reasons.Distinct(StringComparer.Ordinal)],
            Text = request.Text.Trim(),
            DecidedAt = now,
        };
        db.Decisions.Add(decision);
        Close(open, "decided");
        if (request.Kind == DecisionKind.Approve)
        {
            submission.PublishAt ??= now; // Published at once, unless the author chose a time.
        }

        road.Move(db, submission, EventOf(request.Kind), reviewerId, Sentence(decision));
        if (request.Kind != DecisionKind.Approve)
        {
            mails.Decided(db, submission, decision); // A yes is told when the patch is in the catalogue.
        }
    }

    private Assignment Claim(Submission submission, Assignment? open, Guid reviewerId)
    {
        DateTimeOffset now = time.GetUtcNow();
        road.Move(db, submission, SubmissionEvent.Claimed, reviewerId, "A reviewer has opened it.");
        if (open is null)
        {
            open = new Assignment { SubmissionId = submission.Id, ReviewerId = reviewerId, AssignedAt = now, DueAt = submission.DeadlineAt ?? now };
            db.Assignments.Add(open);
        }

        return open;
    }

    private void Close(Assignment open, string outcome) => (open.ClosedAt, open.Outcome) = (time.GetUtcNow(), outcome);

    private async Task<(Submission? Submission, Assignment? Open)> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await db.Submissions.Include(row => row.Author).SingleOrDefaultAsync(row => row.Id == id, cancellationToken),
            await db.Assignments.SingleOrDefaultAsync(row => row.SubmissionId == id && row.ClosedAt == null, cancellationToken));

    private static ActionOutcome? Refusal(Submission? submission, Assignment? open, Guid reviewerId) => submission switch
    {
        null => new ActionOutcome.NotFound(),
        { State: not (SubmissionState.AwaitingReview or SubmissionState.InReview) } => new ActionOutcome.NotAllowed("submission.state", $"The submission is {submission.State}; it does not wait for a review."),
        _ when submission.AuthorId == reviewerId => new ActionOutcome.NotAllowed("review.own", "Nobody reviews one's own submission."),
        _ when open is not null && open.ReviewerId != reviewerId => new ActionOutcome.NotAllowed("review.assigned", "The submission is assigned to another reviewer."),
        { State: SubmissionState.InReview } when open is null => new ActionOutcome.Conflict(),
        _ => null,
    };

    private static SubmissionEvent EventOf(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => SubmissionEvent.Approve,
        DecisionKind.RequestChanges => SubmissionEvent.RequestChanges,
        _ => SubmissionEvent.Reject,
    };

    private static string Sentence(ReviewDecision decision) =>
        string.Join(" ", decision.Reasons.Select(ReviewReasons.TextOf).Append(decision.Text).Where(text => text.Length > 0));

    private async Task<ActionOutcome> SaveAsync(Submission submission, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return new ActionOutcome.Conflict(); // Somebody else was first: by the revision, or by the open assignment's unique index.
        }

        work.Wake(submission.Id);
        work.WakeOutbox();
        return new ActionOutcome.Done();
    }
}
