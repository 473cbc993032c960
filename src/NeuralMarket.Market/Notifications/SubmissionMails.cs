using System.Globalization;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Notifications;

/// <summary>
/// The mails about submissions. Each adds a row to the outbox, in the transaction of the transition that causes it, under a key made of
/// submission, revision and kind: one mail a transition, whatever is run twice.
/// </summary>
public sealed class SubmissionMails(IOptions<PublicAddress> address, TimeProvider time)
{
    /// <summary>A mailed package has arrived.</summary>
    public void Receipt(MarketDb db, Submission submission, Account author, string? inReplyTo) =>
        Add(db, submission, author, "receipt", MailTexts.Receipt(Facts(submission)), inReplyTo);

    /// <summary>Asks an unproven sender.</summary>
    public void ConfirmationRequested(MarketDb db, Submission submission, string token) =>
        Add(db, submission, submission.Author!, "confirm", MailTexts.ConfirmationRequested(Facts(submission), address.Value.Link($"confirm/{submission.Id}?token={token}")));

    /// <summary>Rules are broken.</summary>
    public void FoundInvalid(MarketDb db, Submission submission, IReadOnlyList<Finding> findings) =>
        Add(db, submission, submission.Author!, "invalid", MailTexts.FoundInvalid(Facts(submission), findings));

    /// <summary>The regression test says no.</summary>
    public void TestFailed(MarketDb db, Submission submission, AuthorReport report) =>
        Add(db, submission, submission.Author!, "failed", MailTexts.TestFailed(Facts(submission), report));

    /// <summary>The test waits for the lineage's next look at held-out photos.</summary>
    public void TestPostponed(MarketDb db, Submission submission, string reason, DateTimeOffset until) =>
        Add(db, submission, submission.Author!, "postponed", MailTexts.TestPostponed(Facts(submission), reason, until));

    /// <summary>There are too few held-out images.</summary>
    public void ImagesMissing(MarketDb db, Submission submission) =>
        Add(db, submission, submission.Author!, "images", MailTexts.ImagesMissing(Facts(submission)));

    /// <summary>It waits for a reviewer.</summary>
    public void PassedToReview(MarketDb db, Submission submission, AuthorReport report) =>
        Add(db, submission, submission.Author!, "review", MailTexts.PassedToReview(Facts(submission), report));

    /// <summary>A reviewer has a new submission to look at.</summary>
    public void Assigned(MarketDb db, Submission submission, Account reviewer, DateTimeOffset dueAt) =>
        Add(db, submission, reviewer, $"assigned:{reviewer.Id:N}", MailTexts.Assigned(Facts(submission), address.Value.Link($"review/{submission.Id}"), dueAt));

    /// <summary>A reviewer asked for changes or said no.</summary>
    public void Decided(MarketDb db, Submission submission, ReviewDecision decision) =>
        Add(db, submission, submission.Author!, "decided", MailTexts.Decided(Facts(submission), decision));

    /// <summary>Nobody acted in time.</summary>
    public void Expired(MarketDb db, Submission submission) =>
        Add(db, submission, submission.Author!, "expired", MailTexts.Expired(Facts(submission)));

    /// <summary>It is in the catalogue.</summary>
    public void Published(MarketDb db, Submission submission, string patchId) =>
        Add(db, submission, submission.Author!, "published", MailTexts.Published(Facts(submission), address.Value.Link($"patches/{patchId}")));

    private MailFacts Facts(Submission submission) =>
        new(submission.Title ?? submission.PatchId ?? "your package", submission.PatchVersion, submission.Id, address.Value.Link($"submissions/{submission.Id}"), submission.DeadlineAt);

    private void Add(MarketDb db, Submission submission, Account to, string kind, MailText text, string? inReplyTo = null)
    {
        DateTimeOffset now = time.GetUtcNow();
        db.OutgoingMails.Add(new OutgoingMail
        {
            UniqueKey = string.Create(CultureInfo.InvariantCulture, $"{submission.Id}:{submission.Revision}:{kind}"),
            SubmissionId = submission.Id,
            ToAddress = to.Email!,
            ToName = to.DisplayName,
            Subject = text.Subject,
            TextBody = text.Body,
            HtmlBody = MailHtml.From(text),
            InReplyTo = inReplyTo,
            CreatedAt = now,
            DueAt = now,
        });
    }
}
