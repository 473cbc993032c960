using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Submissions;

/// <summary>What authors read about their submissions.</summary>
public sealed class SubmissionQueries(MarketDb db, TimeProvider time)
{
    private static readonly SubmissionEvent[] AuthorEvents = [SubmissionEvent.Resubmitted, SubmissionEvent.Appealed, SubmissionEvent.Withdraw];

    /// <summary>An author's submissions, newest first.</summary>
    /// <param name="authorId">Whose.</param>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<SubmissionLine>> ListAsync(Guid authorId, Guid? after, int limit, CancellationToken cancellationToken)
    {
        IQueryable<Submission> rows = db.Submissions.AsNoTracking().Where(row => row.AuthorId == authorId);
        if (after is Guid last)
        {
            rows = rows.Where(row => row.Id.CompareTo(last) < 0);
        }

        List<Submission> page = await rows.OrderByDescending(row => row.Id).Take(limit).Include(row => row.Attempts).ToListAsync(cancellationToken);
        return [.. page.Select(LineOf)];
    }

    /// <summary>One submission; <see langword="null"/> when there is none.</summary>
    public async Task<SubmissionView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        Submission? submission = await db.Submissions.AsNoTracking().Include(row => row.Attempts).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (submission is null)
        {
            return null;
        }

        List<SubmissionFinding> findings = await db.Findings.AsNoTracking()
            .Where(row => row.SubmissionId == id && row.AttemptNumber == submission.CurrentAttempt).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        TestResult? test = await db.TestResults.AsNoTracking().SingleOrDefaultAsync(row => row.SubmissionId == id && row.AttemptNumber == submission.CurrentAttempt, cancellationToken);
        IReadOnlyList<TimelineEntry> timeline = await TimelineAsync(submission, cancellationToken);
        TestWait? waits = TestWait.Of(submission, timeline, time.GetUtcNow());
        return new SubmissionView(
            LineOf(submission), submission.AuthorId, submission.Channel, submission.CurrentAttempt, submission.Description, submission.Note, submission.PublishAt,
            [.. submission.Attempts.OrderBy(row => row.Number).Select(row => new AttemptView(row.Number, row.FileName, row.Sha256, row.Length, row.ReceivedAt))],
            findings, test is null ? null : AuthorReportOf(test), await DecisionsAsync(id, cancellationToken), timeline)
        {
            Allowed = AllowedTo(submission, waits),
            Waits = waits,
            HasReceipt = test?.ReceiptBlob is not null,
        };
    }

    internal static RegressionReport ReportOf(TestResult test) => ReportJson.Read(Encoding.UTF8.GetBytes(test.ReportJson));

    /// <summary>What the author was told: kept with the test, since it depends on what was told before.</summary>
    private static AuthorReport AuthorReportOf(TestResult test) =>
        test.AuthorReportJson is string told ? ReportJson.ReadForAuthor(Encoding.UTF8.GetBytes(told)) : ReportOf(test).ForAuthor();

    internal static SubmissionLine LineOf(Submission row) => new(
        row.Id, row.State, row.StateSince, SubmissionTransitions.OwnerOf(row.State), row.DeadlineAt, row.PatchId, row.PatchVersion, row.Title,
        row.Attempts.Single(attempt => attempt.Number == row.CurrentAttempt).FileName, row.CreatedAt);

    internal async Task<IReadOnlyList<DecisionView>> DecisionsAsync(Guid id, CancellationToken cancellationToken) =>
        [.. (await db.Decisions.AsNoTracking().Where(row => row.SubmissionId == id).OrderByDescending(row => row.DecidedAt).ToListAsync(cancellationToken))
            .Select(row => new DecisionView(row.Kind, row.AttemptNumber, row.Reasons, row.Text, row.DecidedAt))];

    /// <summary>A test that runs is not offered to be taken back, since it ends within minutes; one that waits for days is.</summary>
    private HashSet<SubmissionEvent> AllowedTo(Submission submission, TestWait? waits)
    {
        bool appealable = submission.State != SubmissionState.Rejected || time.GetUtcNow() <= submission.StateSince + SubmissionTransitions.AppealPeriod;
        return [.. AuthorEvents.Where(happened =>
            SubmissionTransitions.Next(submission.State, happened) is not null && (happened != SubmissionEvent.Appealed || appealable)
            && (submission.State != SubmissionState.Testing || waits is not null))];
    }

    /// <summary>The author's own deeds and the market's; whoever else acted is "a reviewer", unnamed. What only operators need is left out.</summary>
    private async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Submission submission, CancellationToken cancellationToken)
    {
        List<AuditEntry> entries = await db.AuditEntries.AsNoTracking()
            .Where(row => row.SubmissionId == submission.Id && !row.Action.StartsWith("work") && row.Action != "mailRetried").OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. entries.Select(row => new TimelineEntry(
            row.At, row.Action, row.Actor is null ? null : row.Actor == submission.AuthorId ? "You" : "A reviewer", row.FromState, row.ToState,
            row.Action == "assigned" ? "A reviewer was chosen." : row.Detail))];
    }
}
