using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.Layers;

namespace NeuralMarket.Market.Regression;

/// <summary>The layers of all published patches for a base network, among which copies are looked for. A withdrawn or revoked patch can be copied, too.</summary>
internal sealed class PublishedLayers(MarketDb db, IBlobStore blobs, OpenedLayers opened)
{
    /// <summary>All but the patch's own versions.</summary>
    /// <param name="patchId">The tested patch.</param>
    /// <param name="authorId">Its author.</param>
    /// <param name="baseIdentity">The base network.</param>
    /// <param name="cancellationToken">Stops between packages.</param>
    public async Task<IReadOnlyList<KnownLayer>> FindAsync(string patchId, Guid authorId, string baseIdentity, CancellationToken cancellationToken)
    {
        var rows = await db.PublishedVersions.AsNoTracking()
            .Where(row => row.PatchId != patchId && row.BaseIdentity == baseIdentity)
            .Join(db.Submissions, row => row.SubmissionId, submission => submission.Id, (row, submission) => new { row.PatchId, row.Version, row.Sha256, row.BlobName, submission.AuthorId })
            .OrderBy(row => row.PatchId).ThenBy(row => row.Version)
            .ToListAsync(cancellationToken);
        List<KnownLayer> layers = [];
        foreach (var row in rows.Where(row => row.AuthorId != authorId))
        {
            layers.Add(await opened.GetAsync(row.Sha256, async () =>
            {
                PatchPackage package = PackageReader.Read(await blobs.ReadAllAsync(row.BlobName, cancellationToken)).Package
                    ?? throw new InvalidOperationException($"The published package {row.PatchId} {row.Version} is not valid.");
                return new KnownLayer(row.PatchId, row.Version, SameAuthor: false, package.Weights);
            }));
        }

        return layers;
    }
}

/// <summary>Layers that this process has read, as long as they fit into a gigabyte; others are read again each time.</summary>
public sealed class OpenedLayers
{
    // A layer is kept as it is and in canonical form, which is twice as large.
    private const long MostFloats = (1L << 30) / sizeof(float) / 3;

    private readonly ConcurrentDictionary<string, KnownLayer> _layers = new();
    private long _floats;

    /// <summary>The layer of a package, read at most once while there is room.</summary>
    internal async Task<KnownLayer> GetAsync(string sha256, Func<Task<KnownLayer>> read)
    {
        if (_layers.TryGetValue(sha256, out KnownLayer? known))
        {
            return known;
        }

        KnownLayer layer = await read();
        if (Interlocked.Read(ref _floats) + layer.Weights.Weight.Length <= MostFloats && _layers.TryAdd(sha256, layer))
        {
            Interlocked.Add(ref _floats, layer.Weights.Weight.Length);
        }

        return layer;
    }
}
