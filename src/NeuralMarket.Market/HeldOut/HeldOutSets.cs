using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.HeldOut;

/// <summary>The held-out images: rows and blobs, seen by reviewers and curators alone.</summary>
public sealed class HeldOutSets(
    MarketDb db, IBlobStore blobs, HeldOutSplits splits, HeldOutContent content, HeldOutVersions versions, WaitingForImages waiting, TimeProvider time)
{
    /// <summary>
    /// Imports a labelled folder into the set of this name, which is made when there is none. Images are added, never dropped; what the set has already keeps
    /// its label and its place, and what the folder says otherwise is a warning.
    /// </summary>
    public async Task<Reading<ImageImportResult>> ImportAsync(string folder, string name, string baseIdentity, ImageProvenance provenance, CancellationToken cancellationToken)
    {
        Reading<LabelledImageSet> reading = await LabelledImageFolder.ReadAsync(folder, cancellationToken);
        if (reading.Value is not LabelledImageSet images)
        {
            return new(null, reading.Findings);
        }

        HeldOutSet set = await FindOrAddAsync(name, baseIdentity, cancellationToken);
        int version = await versions.NextAsync(set, cancellationToken);
        if (AddCategories(set, images) is { Count: > 0 } problems)
        {
            return new(null, problems);
        }

        Dictionary<string, HeldOutImage> known = await db.HeldOutImages.Where(row => row.SetId == set.Id).ToDictionaryAsync(row => row.Sha256, StringComparer.Ordinal, cancellationToken);
        List<Finding> findings = [.. reading.Findings];
        int added = 0;
        foreach (LabelledImage image in images.Images)
        {
            if (known.TryGetValue(image.Sha256, out HeldOutImage? row))
            {
                findings.AddRange(Differences(row, image));
                continue;
            }

            row = await AddImageAsync(set, image, provenance, cancellationToken);
            versions.Label(row, version, LabelChange.Added, provenance.By);
            known.Add(image.Sha256, row);
            added++;
        }

        await db.SaveChangesAsync(cancellationToken);
        await splits.PlaceAsync(set.Id, cancellationToken);
        await versions.KeepAsync(set, version, new SetChange(provenance.By, $"{added} photos were added."), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await waiting.WakeAsync(cancellationToken);
        return new(new ImageImportResult(set.Id, set.Name, added, images.Images.Count - added, images.Skipped.Count), findings);
    }

    /// <summary>The set of a name; <see langword="null"/> when there is none.</summary>
    public Task<HeldOutSet?> FindAsync(string name, CancellationToken cancellationToken) => db.HeldOutSets.SingleOrDefaultAsync(row => row.Name == name, cancellationToken);

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
            await blobs.CopyToFileAsync(row.BlobName, content.PathOf(row), cancellationToken);
        }

        return rows.Count == 0 ? null : new DividedImages(content.SetOf(set, rows), rows.ToDictionary(row => row.Sha256, row => row.Split ?? Split.Gate, StringComparer.Ordinal));
    }

    /// <summary>Opens one image of any set, for reviewers and curators.</summary>
    public async Task<Stream?> OpenImageAsync(string sha256, CancellationToken cancellationToken)
    {
        string? blob = await db.HeldOutImages.Where(row => row.Sha256 == sha256).Select(row => row.BlobName).FirstOrDefaultAsync(cancellationToken);
        return blob is null ? null : await blobs.OpenReadAsync(blob, cancellationToken);
    }

    /// <summary>What a folder says of a photo that the set has, where the set says otherwise.</summary>
    private static IEnumerable<Finding> Differences(HeldOutImage row, LabelledImage image)
    {
        if (row.Tag != image.Tag.Number)
        {
            yield return new Finding(
                CurationRules.LabelDiffers, Severity.Warning, image.RelativePath, $"The set labels this photo {new Tag(row.Tag)}; it keeps that.", $"If it is wrong: images relabel {row.Sha256[..16]} --tag {image.Tag}");
        }

        if (row.RetiredAt is not null)
        {
            yield return new Finding(
                CurationRules.Retired, Severity.Warning, image.RelativePath, "This photo was retired and stays so.", $"If it is to be used again: images restore {row.Sha256[..16]}");
        }
    }

    /// <summary>What a folder says of categories is added to what is known: a portion that names fewer must not take the others away.</summary>
    /// <returns>What keeps them from being added: relations of two portions may close a cycle.</returns>
    private static IReadOnlyList<Finding> AddCategories(HeldOutSet set, LabelledImageSet images)
    {
        Category[] categories = [.. images.Categories, .. set.CategoriesText.Length == 0 ? [] : HeldOutContent.CategoriesOf(set).Where(known => images.Categories.Find(known.Tag) is null)];
        string relations = string.Concat(images.Relations.Pairs.Union(HeldOutContent.RelationsOf(set).Pairs).Select(pair => $"{pair.Child} {pair.Parent}\n"));
        Reading<IsARelations> merged = IsARelations.Read(Encoding.UTF8.GetBytes(relations));
        if (merged.Value is null)
        {
            return merged.Findings;
        }

        set.CategoriesText = Encoding.UTF8.GetString(CategoriesText.WriteCanonical(new CategoryList(categories)));
        set.RelationsText = relations;
        return [];
    }

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

    private async Task<HeldOutImage> AddImageAsync(HeldOutSet set, LabelledImage image, ImageProvenance provenance, CancellationToken cancellationToken)
    {
        byte[] file = await File.ReadAllBytesAsync(image.Path, cancellationToken);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != image.Sha256)
        {
            throw new IOException($"{image.RelativePath} changed while it was imported.");
        }

        string blob = $"images/{image.Sha256}";
        await blobs.PutAsync(blob, new MemoryStream(file, writable: false), cancellationToken);
        HeldOutImage row = new()
        {
            SetId = set.Id,
            Sha256 = image.Sha256,
            Tag = image.Tag.Number,
            FileName = image.RelativePath,
            BlobName = blob,
            AddedAt = time.GetUtcNow(),
            Source = image.Source?.Source ?? provenance.Source,
            License = image.Source?.License ?? provenance.License,
        };
        db.HeldOutImages.Add(row);
        return row;
    }
}

/// <summary>What an import did.</summary>
/// <param name="SetId">The set.</param>
/// <param name="SetName">Its name.</param>
/// <param name="Added">Images that it did not have before.</param>
/// <param name="Known">Images that it had, or that came twice.</param>
/// <param name="Skipped">Files that do not count.</param>
public sealed record ImageImportResult(Guid SetId, string SetName, int Added, int Known, int Skipped);

/// <summary>Who adds photos, and what is true of all that say nothing else themselves.</summary>
/// <param name="By">A name.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="License">Under which licence they may be used.</param>
public sealed record ImageProvenance(string By, string? Source = null, string? License = null);

/// <summary>A held-out set and how it is divided.</summary>
/// <param name="Images">All its photos.</param>
/// <param name="Splits">What each is used for, by its SHA-256.</param>
public sealed record DividedImages(LabelledImageSet Images, IReadOnlyDictionary<string, Split> Splits);
