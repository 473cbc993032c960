using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Publication;

/// <summary>
/// Unlists, relists and revokes published versions. The owner may unlist and relist; revoking, which disables the patch on phones, is the administrators' and cannot be undone.
/// </summary>
public sealed class EntryStatusChanges(MarketDb db, TimeProvider time)
{
    /// <summary>Changes a version's status.</summary>
    /// <param name="actorId">Who asks.</param>
    /// <param name="actorRoles">The roles of whoever asks.</param>
    /// <param name="patchId">The patch.</param>
    /// <param name="version">The version.</param>
    /// <param name="status">The new status.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ActionOutcome> ChangeAsync(
        Guid actorId, IReadOnlyCollection<string> actorRoles, string patchId, string version, EntryStatus status, string reason, CancellationToken cancellationToken)
    {
        PublishedVersion? entry = await db.PublishedVersions.SingleOrDefaultAsync(row => row.PatchId == patchId && row.Version == version, cancellationToken);
        Patch? patch = await db.Patches.SingleOrDefaultAsync(row => row.Id == patchId, cancellationToken);
        bool admin = actorRoles.Contains(Roles.Admin);
        if (entry is null || patch is null)
        {
            return new ActionOutcome.NotFound();
        }

        if (!admin && (patch.OwnerId != actorId || status == EntryStatus.Revoked))
        {
            return new ActionOutcome.NotAllowed("entry.not-yours", "Only the owner may unlist or relist a version, and only an administrator may revoke it.");
        }

        if (entry.Status == EntryStatus.Revoked && status != EntryStatus.Revoked)
        {
            return new ActionOutcome.NotAllowed("entry.revoked", "A revoked version stays revoked: publish a new version.");
        }

        if (entry.Status == status)
        {
            return new ActionOutcome.Done();
        }

        db.AuditEntries.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            Actor = actorId,
            SubmissionId = entry.SubmissionId,
            Action = status switch { EntryStatus.Listed => "relisted", EntryStatus.Unlisted => "unlisted", _ => "revoked" },
            Detail = reason,
            UniqueKey = $"{entry.SubmissionId}:status:{Guid.CreateVersion7()}",
        });
        entry.Status = status;
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
}
