using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Graphs;

namespace NeuralMarket.Market.Retests;

/// <summary>How far a re-test has come.</summary>
/// <param name="Id">The re-test.</param>
/// <param name="Reason">Why.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; <see langword="null"/> while it runs.</param>
/// <param name="Done">Versions that are done.</param>
/// <param name="Total">All of them.</param>
/// <param name="Failing">Versions that fail now.</param>
/// <param name="Impossible">Versions that could not be tested.</param>
public sealed record RetestProgressView(Guid Id, string Reason, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Done, int Total, int Failing, int Impossible);

/// <summary>Starts re-tests of published versions and tells how far they have come; <see cref="RetestWorker"/> does the work.</summary>
public sealed class CatalogueRetests(MarketDb db, IWorkQueue work, TimeProvider time)
{
    /// <summary>Starts a re-test of every version that is not revoked.</summary>
    /// <param name="actor">Who asks; <see langword="null"/> for the operator's command.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="baseIdentity">Only versions for this base network; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The re-test; <see langword="null"/> when there is nothing to test.</returns>
    public async Task<Guid?> StartAsync(Guid? actor, string reason, string? baseIdentity, CancellationToken cancellationToken)
    {
        var versions = await db.PublishedVersions.AsNoTracking().Where(row => row.Status != EntryStatus.Revoked && (baseIdentity == null || row.BaseIdentity == baseIdentity))
            .Select(row => new { row.PatchId, row.Version }).ToListAsync(cancellationToken);
        if (versions.Count == 0)
        {
            return null;
        }

        Retest retest = NewRetest(actor, reason);
        retest.Items.AddRange(versions.Select(row => new RetestItem { RetestId = retest.Id, PatchId = row.PatchId, Version = row.Version }));
        await db.SaveChangesAsync(cancellationToken);
        work.WakeRetest(retest.Id);
        return retest.Id;
    }

    /// <summary>
    /// Adds a re-test of everything that a version about to be published wakes, directly or through others. Rows are added to the context;
    /// whoever publishes saves them.
    /// </summary>
    internal async Task AddDependentsAsync(Manifest published, CancellationToken cancellationToken)
    {
        List<PatchNode> before = await NodesAsync(published.Base.Sha256, cancellationToken);
        PatchNode parent = new(published.Id, published.Version, published.Trigger.On);
        IReadOnlyList<PatchNode> dependents = new PatchGraph([.. before, parent]).DependentsOf(parent);
        if (dependents.Count == 0)
        {
            return;
        }

        PatchGraph graphBefore = new(before);
        Retest retest = NewRetest(null, $"{parent} is published; these patches are woken by it.");
        retest.Items.AddRange(dependents.Select(child => new RetestItem
        {
            RetestId = retest.Id,
            PatchId = child.Id,
            Version = child.Version.ToString(),
            ParentBefore = child.On!.Patch == parent.Id ? graphBefore.Resolve(child.On)?.Version.ToString() : null,
            ParentNow = child.On.Patch == parent.Id ? parent.Version.ToString() : null,
        }));
    }

    /// <summary>The latest re-tests, the newest first.</summary>
    public async Task<IReadOnlyList<RetestProgressView>> ListAsync(int limit, CancellationToken cancellationToken) => await db.Retests.AsNoTracking()
        .OrderByDescending(row => row.Id).Take(limit)
        .Select(row => new RetestProgressView(
            row.Id, row.Reason, row.StartedAt, row.FinishedAt, row.Items.Count(item => item.DoneAt != null), row.Items.Count,
            row.Items.Count(item => item.Decision == "fail"), row.Items.Count(item => item.Problem != null)))
        .ToListAsync(cancellationToken);

    private async Task<List<PatchNode>> NodesAsync(string baseIdentity, CancellationToken cancellationToken)
    {
        var rows = await db.PublishedVersions.AsNoTracking().Where(row => row.BaseIdentity == baseIdentity && row.Status != EntryStatus.Revoked)
            .Select(row => new { row.PatchId, row.Version, row.ParentId, row.ParentVersions }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new PatchNode(row.PatchId, VersionOf(row.Version), ParentOf(row.ParentId, row.ParentVersions)))];
    }

    private static SemanticVersion VersionOf(string text) =>
        SemanticVersion.TryParse(text, out SemanticVersion? version) ? version! : throw new InvalidOperationException($"{text} was published and is no version.");

    private static ParentReference? ParentOf(string? id, string? versions) =>
        id is not null && VersionRange.TryParse(versions, out VersionRange? range) ? new ParentReference(id, range!) : null;

    private Retest NewRetest(Guid? actor, string reason)
    {
        DateTimeOffset now = time.GetUtcNow();
        Retest retest = new() { Reason = reason, StartedBy = actor, StartedAt = now, WorkDueAt = now };
        db.Retests.Add(retest);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = actor, Action = "retestStarted", Detail = reason, UniqueKey = $"retest:{retest.Id}" });
        return retest;
    }
}
