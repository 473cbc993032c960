using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;

namespace NeuralMarket.Market.Publication;

/// <summary>Opens packages that are in the catalogue: what a new version is compared with, and parents of patches that patches trigger.</summary>
internal sealed class PublishedPackages(MarketDb db, IBlobStore blobs)
{
    /// <summary>The highest published version of a patch for a base network; <see langword="null"/> when there is none. Published means that a person approved it.</summary>
    public async Task<PatchPackage?> FindLatestAsync(string patchId, string baseIdentity, CancellationToken cancellationToken)
    {
        PublishedVersion? latest = await db.PublishedVersions
            .Where(row => row.PatchId == patchId && row.BaseIdentity == baseIdentity && row.Status != EntryStatus.Revoked)
            .OrderByDescending(row => row.SortKey).FirstOrDefaultAsync(cancellationToken);
        return latest is null ? null : await OpenAsync(latest, cancellationToken);
    }

    /// <summary>The highest published version that a parent reference accepts.</summary>
    public async Task<PatchPackage?> FindParentAsync(ParentReference on, string baseIdentity, CancellationToken cancellationToken)
    {
        List<PublishedVersion> versions = await db.PublishedVersions
            .Where(row => row.PatchId == on.Patch && row.BaseIdentity == baseIdentity && row.Status != EntryStatus.Revoked)
            .OrderByDescending(row => row.SortKey).ToListAsync(cancellationToken);
        PublishedVersion? match = versions.FirstOrDefault(row => SemanticVersion.TryParse(row.Version, out SemanticVersion? version) && on.Versions.Accepts(version!));
        return match is null ? null : await OpenAsync(match, cancellationToken);
    }

    /// <summary>A patch's parents, and theirs, as far as they are published.</summary>
    public async Task<IReadOnlyList<PatchPackage>> FindParentsAsync(PatchPackage package, CancellationToken cancellationToken)
    {
        const int deepest = 4;
        List<PatchPackage> parents = [];
        for (PatchPackage? child = package; child?.Manifest.Trigger.On is { } on && parents.Count < deepest;)
        {
            child = await FindParentAsync(on, child.Manifest.Base.Sha256, cancellationToken);
            if (child is not null)
            {
                parents.Add(child);
            }
        }

        return parents;
    }

    /// <summary>One published version; <see langword="null"/> when there is none.</summary>
    public async Task<PatchPackage?> FindAsync(string patchId, string version, CancellationToken cancellationToken)
    {
        PublishedVersion? row = await db.PublishedVersions.SingleOrDefaultAsync(row => row.PatchId == patchId && row.Version == version, cancellationToken);
        return row is null ? null : await OpenAsync(row, cancellationToken);
    }

    private async Task<PatchPackage> OpenAsync(PublishedVersion version, CancellationToken cancellationToken) =>
        PackageReader.Read(await blobs.ReadAllAsync(version.BlobName, cancellationToken)).Package
            ?? throw new InvalidOperationException($"The published package {version.PatchId} {version.Version} is not valid.");
}
