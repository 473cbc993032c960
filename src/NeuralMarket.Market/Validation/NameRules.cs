using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Validation;

/// <summary>Who may use a patch id, and which versions: an id belongs to the account that first published it or has it on the road; a version is sent once.</summary>
internal sealed class NameRules
{
    /// <summary>Checks the id and the version of a submission.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(MarketDb db, Submission submission, Manifest manifest, CancellationToken cancellationToken)
    {
        if (await IsTakenAsync(db, submission, manifest.Id, cancellationToken))
        {
            return [new("submission.id-taken", Severity.Error, "manifest.json: $.id", $"The id {manifest.Id} belongs to another author.", "Choose another id.")];
        }

        string version = manifest.Version.ToString();
        if (await db.PublishedVersions.AnyAsync(row => row.PatchId == manifest.Id && row.Version == version, cancellationToken))
        {
            return [new("submission.version-published", Severity.Error, "manifest.json: $.version", $"Version {version} of {manifest.Id} is published already.", "A published version never changes: raise the version.")];
        }

        SubmissionState[] ended = [SubmissionState.Withdrawn, SubmissionState.Expired, SubmissionState.Rejected, SubmissionState.Published];
        bool underway = await db.Submissions.AnyAsync(
            row => row.Id != submission.Id && row.PatchId == manifest.Id && row.PatchVersion == version && !ended.Contains(row.State) && row.State != SubmissionState.Invalid, cancellationToken);
        return underway
            ? [new("submission.version-underway", Severity.Error, "manifest.json: $.version", $"Version {version} of {manifest.Id} is on its way already.", "Send the file as the next attempt of that submission, or withdraw it.")]
            : [];
    }

    private static async Task<bool> IsTakenAsync(MarketDb db, Submission submission, string id, CancellationToken cancellationToken)
    {
        Patch? patch = await db.Patches.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (patch is not null)
        {
            return patch.OwnerId != submission.AuthorId;
        }

        // Not published yet: the oldest submission that is past validation holds the id.
        SubmissionState[] holding =
            [SubmissionState.Testing, SubmissionState.AwaitingImages, SubmissionState.AwaitingReview, SubmissionState.InReview, SubmissionState.ChangesRequested, SubmissionState.Approved, SubmissionState.Failed];
        Submission? holder = await db.Submissions.Where(row => row.PatchId == id && row.Id != submission.Id && holding.Contains(row.State)).OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return holder is not null && holder.AuthorId != submission.AuthorId;
    }
}
