using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Review;

/// <summary>What reviewers read: their queue, and all about one submission.</summary>
public sealed class ReviewQueries(MarketDb db, IBlobStore blobs, BaseNetworks networks, HeldOutPreviews photos, SubmissionQueries submissions)
{
    /// <summary>What is assigned to a reviewer, the most urgent first.</summary>
    public async Task<IReadOnlyList<QueueLine>> QueueAsync(Guid reviewerId, CancellationToken cancellationToken) => await LinesAsync(
        from assignment in db.Assignments.AsNoTracking()
        join submission in db.Submissions.AsNoTracking().Include(row => row.Attempts) on assignment.SubmissionId equals submission.Id
        where assignment.ReviewerId == reviewerId && assignment.ClosedAt == null
        select new Waiting { Submission = submission, DueAt = assignment.DueAt },
        cancellationToken);

    /// <summary>What lies with nobody and could be this reviewer's, the most urgent first; at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<QueueLine>> UnassignedAsync(Guid reviewerId, int limit, CancellationToken cancellationToken) => await LinesAsync(
        (from submission in db.Submissions.AsNoTracking().Include(row => row.Attempts)
         where submission.State == SubmissionState.AwaitingReview && submission.AuthorId != reviewerId
             && !db.Assignments.Any(assignment => assignment.SubmissionId == submission.Id && assignment.ClosedAt == null)
         orderby submission.DeadlineAt
         select new Waiting { Submission = submission, DueAt = submission.DeadlineAt ?? submission.StateSince }).Take(limit),
        cancellationToken);

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
        RegressionReport? report = test is null ? null : SubmissionQueries.ReportOf(test);
        string author = await db.Users.Where(row => row.Id == view.AuthorId).Select(row => row.DisplayName).SingleAsync(cancellationToken);
        BaseNetwork? network = await networks.MaterialiseAsync(package.Manifest.Base.Sha256, cancellationToken);
        return new ReviewView(
            view, author, package, TriggerText.Describe(package, network?.Categories), TriggerCategories.Of(package, network?.Categories),
            report, await PreviousOfAsync(view, package, cancellationToken), open is null || open.ReviewerId == reviewerId, open?.DueAt)
        {
            TestedAt = test?.TestedAt,
            SetId = report is null ? null : await photos.FindSetAsync(report.Images.SetName, cancellationToken),
        };
    }

    /// <summary>
    /// The icon of a submission that a reviewer may see, drawn anew as PNG of so many pixels a side, with the SHA-256 of the package that it came from;
    /// <see langword="null"/> where <see cref="FindAsync"/> gives nothing.
    /// </summary>
    public async Task<(byte[] Png, string PackageSha256)?> FindIconAsync(Guid submissionId, Guid reviewerId, int side, CancellationToken cancellationToken)
    {
        Submission? submission = await db.Submissions.AsNoTracking().Include(row => row.Attempts)
            .SingleOrDefaultAsync(row => row.Id == submissionId && row.AuthorId != reviewerId, cancellationToken);
        if (submission?.Attempts.Single(row => row.Number == submission.CurrentAttempt) is not Attempt attempt)
        {
            return null;
        }

        PatchPackage? package = PackageReader.Read(await blobs.ReadAllAsync(attempt.BlobName, cancellationToken)).Package;
        return package is null ? null : (IconPng.WriteCanonical(IconSizes.Scale(package.Icon, side)), attempt.Sha256);
    }

    private async Task<IReadOnlyList<QueueLine>> LinesAsync(IQueryable<Waiting> waiting, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in waiting
            orderby row.DueAt
            select new
            {
                row.Submission,
                AuthorName = row.Submission.Author!.DisplayName,
                row.DueAt,
                Decision = db.TestResults.Where(test => test.SubmissionId == row.Submission.Id && test.AttemptNumber == row.Submission.CurrentAttempt).Select(test => test.Decision).FirstOrDefault(),
                IsUpdate = db.Patches.Any(patch => patch.Id == row.Submission.PatchId),
            }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new QueueLine(SubmissionQueries.LineOf(row.Submission), row.AuthorName, row.DueAt, row.Decision, row.IsUpdate))];
    }

    /// <summary>The highest version that a person approved, other than the submission itself: once that is published, too.</summary>
    private async Task<PreviousVersion?> PreviousOfAsync(SubmissionView view, PatchPackage package, CancellationToken cancellationToken) =>
        await db.PublishedVersions.AsNoTracking()
            .Where(row => row.PatchId == package.Manifest.Id && row.Status != EntryStatus.Revoked && row.SubmissionId != view.Line.Id)
            .OrderByDescending(row => row.SortKey).Select(row => new PreviousVersion(row.Version, row.SubmissionId, row.PublishedAt))
            .FirstOrDefaultAsync(cancellationToken);

    private async Task<PatchPackage?> PackageOfAsync(SubmissionView view, CancellationToken cancellationToken)
    {
        string? blob = await db.Attempts.Where(row => row.SubmissionId == view.Line.Id && row.Number == view.CurrentAttempt).Select(row => row.BlobName).SingleOrDefaultAsync(cancellationToken);
        return blob is null ? null : PackageReader.Read(await blobs.ReadAllAsync(blob, cancellationToken)).Package;
    }

    private sealed class Waiting
    {
        public required Submission Submission { get; init; }

        public DateTimeOffset DueAt { get; init; }
    }
}
