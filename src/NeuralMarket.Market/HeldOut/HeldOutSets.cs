using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.HeldOut;

/// <summary>The held-out images: rows and blobs, seen by reviewers and curators alone.</summary>
public sealed class HeldOutSets(MarketDb db, IBlobStore blobs, HeldOutSplits splits, SubmissionRoad road, IWorkQueue work, IOptions<MarketOptions> options, TimeProvider time)
{
    /// <summary>Imports a labelled folder into the set of this name, which is made when there is none. Images are added, never dropped.</summary>
    public async Task<Reading<ImageImportResult>> ImportAsync(string folder, string name, string baseIdentity, CancellationToken cancellationToken)
    {
        Reading<LabelledImageSet> reading = await LabelledImageFolder.ReadAsync(folder, cancellationToken);
        if (reading.Value is not LabelledImageSet images)
        {
            return new(null, reading.Findings);
        }

        HeldOutSet set = await FindOrAddAsync(name, baseIdentity, cancellationToken);
        if (AddCategories(set, images) is { Count: > 0 } problems)
        {
            return new(null, problems);
        }

        HashSet<string> known = [.. await db.HeldOutImages.Where(row => row.SetId == set.Id).Select(row => row.Sha256).ToListAsync(cancellationToken)];
        int added = 0;
        foreach (LabelledImage image in images.Images.Where(image => known.Add(image.Sha256)))
        {
            await AddImageAsync(set, image, cancellationToken);
            added++;
        }

        set.UpdatedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        await splits.PlaceAsync(set.Id, cancellationToken);
        set.Hash = await HashAsync(set, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await WakeWaitingAsync(cancellationToken);
        return new(new ImageImportResult(set.Id, set.Name, added, images.Images.Count - added, images.Skipped.Count), reading.Findings);
    }

    /// <summary>All sets, without their images.</summary>
    public Task<List<HeldOutSet>> ListAsync(CancellationToken cancellationToken) => db.HeldOutSets.OrderBy(row => row.Name).ToListAsync(cancellationToken);

    /// <summary>How many images each tag of a set has.</summary>
    public async Task<IReadOnlyDictionary<Tag, int>> CountsAsync(Guid setId, CancellationToken cancellationToken) =>
        await db.HeldOutImages.Where(row => row.SetId == setId && row.RetiredAt == null).GroupBy(row => row.Tag)
            .ToDictionaryAsync(group => new Tag(group.Key), group => group.Count(), cancellationToken);

    /// <summary>The set on which patches for a base network are tested, with local copies of its images; <see langword="null"/> when there is none.</summary>
    public async Task<DividedImages?> MaterialiseAsync(string baseIdentity, CancellationToken cancellationToken)
    {
        HeldOutSet? set = await db.HeldOutSets.Where(row => row.BaseIdentity == baseIdentity).OrderBy(row => row.Name).FirstOrDefaultAsync(cancellationToken);
        if (set is null)
        {
            return null;
        }

        List<HeldOutImage> rows = await db.HeldOutImages.Where(row => row.SetId == set.Id && row.RetiredAt == null).AsNoTracking().ToListAsync(cancellationToken);
        if (rows.Exists(row => row.Split is null))
        {
            await splits.PlaceAsync(set.Id, cancellationToken); // They came before sets were divided; kept with whatever the caller saves.
            rows = [.. db.HeldOutImages.Local.Where(row => row.SetId == set.Id && row.RetiredAt == null)];
        }

        foreach (HeldOutImage row in rows)
        {
            await blobs.CopyToFileAsync(row.BlobName, PathOf(row), cancellationToken);
        }

        return rows.Count == 0 ? null : new DividedImages(SetOf(set, rows), rows.ToDictionary(row => row.Sha256, row => row.Split ?? Split.Gate, StringComparer.Ordinal));
    }

    /// <summary>Opens one image of any set, for reviewers and curators.</summary>
    public async Task<Stream?> OpenImageAsync(string sha256, CancellationToken cancellationToken)
    {
        string? blob = await db.HeldOutImages.Where(row => row.Sha256 == sha256).Select(row => row.BlobName).FirstOrDefaultAsync(cancellationToken);
        return blob is null ? null : await blobs.OpenReadAsync(blob, cancellationToken);
    }

    private string PathOf(HeldOutImage row) => Path.Combine(options.Value.CacheFolder, "images", row.Sha256[..2], row.Sha256);

    /// <summary>What a folder says of categories is added to what is known: a portion that names fewer must not take the others away.</summary>
    /// <returns>What keeps them from being added: relations of two portions may close a cycle.</returns>
    private static IReadOnlyList<Finding> AddCategories(HeldOutSet set, LabelledImageSet images)
    {
        Category[] categories = [.. images.Categories, .. set.CategoriesText.Length == 0 ? [] : CategoriesOf(set).Where(known => images.Categories.Find(known.Tag) is null)];
        string relations = string.Concat(images.Relations.Pairs.Union(RelationsOf(set).Pairs).Select(pair => $"{pair.Child} {pair.Parent}\n"));
        Reading<IsARelations> merged = IsARelations.Read(Encoding.UTF8.GetBytes(relations));
        if (merged.Value is null)
        {
            return merged.Findings;
        }

        set.CategoriesText = Encoding.UTF8.GetString(CategoriesText.WriteCanonical(new CategoryList(categories)));
        set.RelationsText = relations;
        return [];
    }

    private async Task<string> HashAsync(HeldOutSet set, CancellationToken cancellationToken) =>
        SetOf(set, await db.HeldOutImages.AsNoTracking().Where(row => row.SetId == set.Id && row.RetiredAt == null).ToListAsync(cancellationToken)).Hash;

    private LabelledImageSet SetOf(HeldOutSet set, IEnumerable<HeldOutImage> rows) => LabelledImageSet.Create(
        set.Name, CategoriesOf(set), RelationsOf(set), rows.Select(row => new LabelledImage(PathOf(row), row.FileName, row.Sha256, new Tag(row.Tag))));

    private static CategoryList CategoriesOf(HeldOutSet set) =>
        CategoriesText.ReadImageSet(Encoding.UTF8.GetBytes(set.CategoriesText)).Value ?? throw new InvalidOperationException($"The categories of the set {set.Name} are not valid.");

    private static IsARelations RelationsOf(HeldOutSet set) => set.RelationsText.Length == 0
        ? IsARelations.None
        : IsARelations.Read(Encoding.UTF8.GetBytes(set.RelationsText)).Value ?? throw new InvalidOperationException($"The relations of the set {set.Name} are not valid.");

    private async Task<HeldOutSet> FindOrAddAsync(string name, string baseIdentity, CancellationToken cancellationToken)
    {
        HeldOutSet? set = await db.HeldOutSets.SingleOrDefaultAsync(row => row.Name == name, cancellationToken);
        if (set is null)
        {
            set = new HeldOutSet { Name = name, BaseIdentity = baseIdentity, CategoriesText = "" };
            db.HeldOutSets.Add(set);
            db.AuditEntries.Add(new AuditEntry { At = time.GetUtcNow(), Action = "imageSetAdded", Detail = name, UniqueKey = $"{set.Id}:added" });
        }

        return set;
    }

    private async Task AddImageAsync(HeldOutSet set, LabelledImage image, CancellationToken cancellationToken)
    {
        byte[] content = await File.ReadAllBytesAsync(image.Path, cancellationToken);
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != image.Sha256)
        {
            throw new IOException($"{image.RelativePath} changed while it was imported.");
        }

        string blob = $"images/{image.Sha256}";
        await blobs.PutAsync(blob, new MemoryStream(content, writable: false), cancellationToken);
        db.HeldOutImages.Add(new HeldOutImage { SetId = set.Id, Sha256 = image.Sha256, Tag = image.Tag.Number, FileName = image.RelativePath, BlobName = blob, AddedAt = time.GetUtcNow() });
    }

    /// <summary>Everything that waits for images is tested again.</summary>
    private async Task WakeWaitingAsync(CancellationToken cancellationToken)
    {
        foreach (Submission submission in await db.Submissions.Where(row => row.State == SubmissionState.AwaitingImages).ToListAsync(cancellationToken))
        {
            road.Move(db, submission, SubmissionEvent.ImagesArrived, null, "Held-out images were added.");
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                work.Wake(submission.Id);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Its author took it back, or it goes on already.
                db.ChangeTracker.Entries().Where(entry => entry.State != EntityState.Unchanged).ToList().ForEach(entry => entry.State = EntityState.Detached);
            }
        }
    }
}

/// <summary>What an import did.</summary>
/// <param name="SetId">The set.</param>
/// <param name="SetName">Its name.</param>
/// <param name="Added">Images that it did not have before.</param>
/// <param name="Known">Images that it had, or that came twice.</param>
/// <param name="Skipped">Files that do not count.</param>
public sealed record ImageImportResult(Guid SetId, string SetName, int Added, int Known, int Skipped);

/// <summary>A held-out set and how it is divided.</summary>
/// <param name="Images">All its photos.</param>
/// <param name="Splits">What each is used for, by its SHA-256.</param>
public sealed record DividedImages(LabelledImageSet Images, IReadOnlyDictionary<string, Split> Splits);
