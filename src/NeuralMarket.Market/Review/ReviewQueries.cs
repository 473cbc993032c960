using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Review;

/// <summary>What reviewers read: their queue, and all about one submission.</summary>
public sealed class ReviewQueries(MarketDb db, IBlobStore blobs, BaseNetworks networks, SubmissionQueries submissions)
{
    /// <summary>What is assigned to a reviewer, the most urgent first.</summary>
    public async Task<IReadOnlyList<QueueLine>> QueueAsync(Guid reviewerId, CancellationToken cancellationToken)
    {
        var rows = await (
            from assignment in db.Assignments.AsNoTracking()
            join submission in db.Submissions.AsNoTracking().Include(row => row.Attempts) on assignment.SubmissionId equals submission.Id
            where assignment.ReviewerId == reviewerId && assignment.ClosedAt == null
            orderby assignment.DueAt
            select new
            {
                Submission = submission,
                submission.Attempts,
                AuthorName = submission.Author!.DisplayName,
                assignment.DueAt,
                Decision = db.TestResults.Where(test => test.SubmissionId == submission.Id && test.AttemptNumber == submission.CurrentAttempt).Select(test => test.Decision).FirstOrDefault(),
                IsUpdate = db.Patches.Any(patch => patch.Id == submission.PatchId),
            }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new QueueLine(SubmissionQueries.LineOf(row.Submission), row.AuthorName, row.DueAt, row.Decision, row.IsUpdate))];
    }

    /// <summary>All about one submission, for a reviewer; <see langword="null"/> when there is none, when its package is not valid, or when it is the reader's own.</summary>
    public async Task<ReviewView?> FindAsync(Guid submissionId, Guid reviewerId, CancellationToken cancellationToken)
    {
        SubmissionView? view = await submissions.FindAsync(submissionId, cancellationToken);
        if (view is null || view.AuthorId == reviewerId || await PackageOfAsync(view, cancellationToken) is not PatchPackage package)
        {
            return null;
        }

        Assignment? open = await db.Assignments.AsNoTracking().SingleOrDefaultAsync(row => row.SubmissionId == submissionId && row.ClosedAt == null, cancellationToken);
        TestResult? test = await db.TestResults.AsNoTracking().SingleOrDefaultAsync(row => row.SubmissionId == submissionId && row.AttemptNumber == view.CurrentAttempt, cancellationToken);
        string author = await db.Users.Where(row => row.Id == view.AuthorId).Select(row => row.DisplayName).SingleAsync(cancellationToken);
        string? previous = await db.PublishedVersions.AsNoTracking().Where(row => row.PatchId == package.Manifest.Id && row.Status != EntryStatus.Revoked)
            .OrderByDescending(row => row.SortKey).Select(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        BaseNetwork? network = await networks.MaterialiseAsync(package.Manifest.Base.Sha256, cancellationToken);
        return new ReviewView(
            view, author, package, TriggerText.Describe(package, network?.Categories), TriggerCategories.Of(package, network?.Categories),
            test is null ? null : SubmissionQueries.ReportOf(test), previous, open is null || open.ReviewerId == reviewerId, open?.DueAt);
    }

    private async Task<PatchPackage?> PackageOfAsync(SubmissionView view, CancellationToken cancellationToken)
    {
        string? blob = await db.Attempts.Where(row => row.SubmissionId == view.Line.Id && row.Number == view.CurrentAttempt).Select(row => row.BlobName).SingleOrDefaultAsync(cancellationToken);
        return blob is null ? null : PackageReader.Read(await blobs.ReadAllAsync(blob, cancellationToken)).Package;
    }
}
