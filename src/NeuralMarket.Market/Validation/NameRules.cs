using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Validation;

/// <summary>
/// Who may use a patch id, and which versions: an id belongs to the account that first published it or has it on the road; a version is sent once and is
/// higher than every published one. Asked when a package is validated, and again before it is published.
/// </summary>
internal sealed class NameRules
{
    /// <summary>What is wrong with the id and the version of a submission that is validated; <see langword="null"/> when nothing is.</summary>
    public async Task<Finding?> CheckAsync(MarketDb db, Submission submission, Manifest manifest, CancellationToken cancellationToken)
    {
        if (await CheckForPublicationAsync(db, submission, manifest, cancellationToken) is Finding problem)
        {
            return problem;
        }

        string version = manifest.Version.ToString();
        SubmissionState[] ended = [SubmissionState.Withdrawn, SubmissionState.Expired, SubmissionState.Rejected, SubmissionState.Published, SubmissionState.Invalid];
        return await db.Submissions.AnyAsync(
            row => row.Id != submission.Id && row.PatchId == manifest.Id && row.PatchVersion == version && !ended.Contains(row.State), cancellationToken)
            ? new("submission.version-underway", Severity.Error, "manifest.json: $.version", $"Version {version} of {manifest.Id} is on its way already.", "Send the file as the next attempt of that submission, or withdraw it.")
            : null;
    }

    /// <summary>The same against what is published, or held by somebody else.</summary>
    public async Task<Finding?> CheckForPublicationAsync(MarketDb db, Submission submission, Manifest manifest, CancellationToken cancellationToken)
    {
        if (await IsTakenAsync(db, submission, manifest.Id, cancellationToken))
        {
            return new("submission.id-taken", Severity.Error, "manifest.json: $.id", $"The id {manifest.Id} belongs to another author.", "Choose another id.");
        }

        string version = manifest.Version.ToString();
        string key = VersionOrder.KeyOf(manifest.Version);
        string? notLower = await db.PublishedVersions.Where(row => row.PatchId == manifest.Id && row.SortKey.CompareTo(key) >= 0)
            .OrderByDescending(row => row.SortKey).Select(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        return notLower switch
        {
            null => null,
            _ when notLower == version => new("submission.version-published", Severity.Error, "manifest.json: $.version", $"Version {version} of {manifest.Id} is published already.", "A published version never changes: raise the version."),
            _ => new("submission.version-order", Severity.Error, "manifest.json: $.version", $"Version {notLower} of {manifest.Id} is published, which is higher than {version}.", "A new version must be the highest one: raise the version."),
        };
    }

    private static async Task<bool> IsTakenAsync(MarketDb db, Submission submission, string id, CancellationToken cancellationToken)
    {
        Patch? patch = await db.Patches.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (patch is not null)
        {
            return patch.OwnerId != submission.AuthorId;
        }

        // Not published yet: the oldest submission that is past validation holds the id; it may be this one.
        SubmissionState[] holding =
            [SubmissionState.Testing, SubmissionState.AwaitingImages, SubmissionState.AwaitingReview, SubmissionState.InReview, SubmissionState.ChangesRequested, SubmissionState.Approved, SubmissionState.Failed];
        Submission? holder = await db.Submissions.Where(row => row.PatchId == id && holding.Contains(row.State)).OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return holder is not null && holder.AuthorId != submission.AuthorId;
    }
}
