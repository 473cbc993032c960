using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Retests;

/// <summary>A task as reviewers see it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Title">The version's title.</param>
/// <param name="AuthorId">Whose patch it is; nobody closes a task about one's own.</param>
/// <param name="Report">The whole report; <see langword="null"/> when there is none.</param>
public sealed record ReviewTaskView(ReviewTask Task, string Title, Guid AuthorId, RegressionReport? Report);

/// <summary>A line in the list of open tasks.</summary>
/// <param name="Id">The task.</param>
/// <param name="Kind">Why it was raised.</param>
/// <param name="PatchId">The patch.</param>
/// <param name="Version">The version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Finding">What was found.</param>
/// <param name="RaisedAt">When.</param>
public sealed record ReviewTaskLine(Guid Id, ReviewTaskKind Kind, string PatchId, string Version, string Title, string Finding, DateTimeOffset RaisedAt);

/// <summary>Published versions that a person should look at: raised by re-tests, listed for reviewers, closed by one of them with a reason. Nothing is pulled by itself.</summary>
public sealed class ReviewTasks(MarketDb db, TimeProvider time)
{
    private const int LongestResolution = 4_000;

    /// <summary>Open tasks, the oldest first.</summary>
    public async Task<IReadOnlyList<ReviewTaskLine>> ListOpenAsync(int limit, CancellationToken cancellationToken) => await (
        from task in db.ReviewTasks.AsNoTracking()
        join version in db.PublishedVersions on new { task.PatchId, task.Version } equals new { version.PatchId, version.Version }
        where task.ClosedAt == null
        orderby task.RaisedAt
        select new ReviewTaskLine(task.Id, task.Kind, task.PatchId, task.Version, version.Title, task.Finding, task.RaisedAt)).Take(limit).ToListAsync(cancellationToken);

    /// <summary>One task; <see langword="null"/> when there is none.</summary>
    public async Task<ReviewTaskView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        ReviewTask? task = await db.ReviewTasks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (task is null)
        {
            return null;
        }

        string title = await db.PublishedVersions.Where(row => row.PatchId == task.PatchId && row.Version == task.Version).Select(row => row.Title).SingleAsync(cancellationToken);
        Guid author = await db.Submissions.Where(row => row.Id == task.SubmissionId).Select(row => row.AuthorId).SingleOrDefaultAsync(cancellationToken);
        return new ReviewTaskView(task, title, author, task.ReportJson is string json ? ReportJson.Read(Encoding.UTF8.GetBytes(json)) : null);
    }

    /// <summary>Closes a task.</summary>
    /// <param name="actor">The reviewer.</param>
    /// <param name="id">The task.</param>
    /// <param name="resolution">What was done, or why nothing: 1 to 4,000 characters.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ActionOutcome> CloseAsync(Guid actor, Guid id, string? resolution, CancellationToken cancellationToken)
    {
        string words = resolution?.Trim() ?? "";
        if (words.Length is 0 or > LongestResolution)
        {
            return new ActionOutcome.NotAllowed("task.resolution", $"Say in 1 to {LongestResolution} characters what was done, or why nothing need be.");
        }

        ReviewTask? task = await db.ReviewTasks.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (task is null)
        {
            return new ActionOutcome.NotFound();
        }

        if (task.ClosedAt is not null)
        {
            return new ActionOutcome.NotAllowed("task.closed", "Somebody has closed this task already.");
        }

        if (await db.Submissions.AnyAsync(row => row.Id == task.SubmissionId && row.AuthorId == actor, cancellationToken))
        {
            return new ActionOutcome.NotAllowed("review.own", "Nobody judges one's own patch.");
        }

        (task.ClosedAt, task.ClosedBy, task.Resolution) = (time.GetUtcNow(), actor, words);
        Record(task, actor, "taskClosed", words);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new ActionOutcome.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ActionOutcome.Conflict();
        }
    }

    /// <summary>Raises a task, or brings the open one of the same version and kind up to date. The caller saves.</summary>
    internal async Task RaiseAsync(ReviewTask raised, CancellationToken cancellationToken)
    {
        ReviewTask? open = await db.ReviewTasks.SingleOrDefaultAsync(
            row => row.PatchId == raised.PatchId && row.Version == raised.Version && row.Kind == raised.Kind && row.ClosedAt == null, cancellationToken);
        if (open is not null)
        {
            (open.Finding, open.ReportJson, open.RetestId) = (raised.Finding, raised.ReportJson, raised.RetestId);
            return;
        }

        db.ReviewTasks.Add(raised);
        Record(raised, null, "taskRaised", raised.Finding);
    }

    /// <summary>Not on the submission's timeline, which its author reads: what was found may tell of single photos.</summary>
    private void Record(ReviewTask task, Guid? actor, string action, string detail) => db.AuditEntries.Add(new AuditEntry
    {
        At = time.GetUtcNow(),
        Actor = actor,
        Action = action,
        Detail = $"{task.PatchId} {task.Version}: {detail}",
        UniqueKey = $"task:{task.Id}:{action}",
    });
}
