using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.HeldOut;

/// <summary>
/// The versions of held-out sets. A change is written in three steps, each of which may be the last before a crash: labels with the next number, rows, the
/// version itself. Labels whose version was never made are part of the next one, so nothing is lost and no version changes.
/// </summary>
public sealed class HeldOutVersions(MarketDb db, HeldOutContent content, TimeProvider time)
{
    private const int FewestHashDigits = 8;
    private const string Unknown = "unknown";

    /// <summary>All versions of a set, the newest first.</summary>
    public async Task<IReadOnlyList<HeldOutVersion>> ListAsync(HeldOutSet set, CancellationToken cancellationToken)
    {
        await NextAsync(set, cancellationToken);
        return await db.HeldOutVersions.AsNoTracking().Where(row => row.SetId == set.Id).OrderByDescending(row => row.Number).ToListAsync(cancellationToken);
    }

    /// <summary>A version by its number, or by eight or more digits with which its hash begins; of versions with the same content, and without a reference, the latest.</summary>
    /// <returns>The version; <see langword="null"/> when there is none, or when several begin so.</returns>
    public async Task<HeldOutVersion?> FindAsync(HeldOutSet set, string? reference, CancellationToken cancellationToken)
    {
        IReadOnlyList<HeldOutVersion> versions = await ListAsync(set, cancellationToken);
        if (reference is null)
        {
            return versions.Count > 0 ? versions[0] : null;
        }

        if (int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && versions.SingleOrDefault(row => row.Number == number) is HeldOutVersion numbered)
        {
            return numbered;
        }

        HeldOutVersion[] hashed = reference.Length < FewestHashDigits ? [] : [.. versions.Where(row => row.Hash.StartsWith(reference, StringComparison.OrdinalIgnoreCase))];
        return hashed.DistinctBy(row => row.Hash).Count() == 1 ? hashed[0] : null;
    }

    /// <summary>The photos of a version with the labels that they had in it.</summary>
    public async Task<IReadOnlyList<HeldOutImage>> ImagesAsync(HeldOutVersion version, CancellationToken cancellationToken)
    {
        List<HeldOutLabel> labels = await db.HeldOutLabels.AsNoTracking()
            .Where(row => row.SetId == version.SetId && row.Version <= version.Number).OrderBy(row => row.Version).ToListAsync(cancellationToken);
        Dictionary<string, HeldOutLabel> last = new(StringComparer.Ordinal);
        labels.ForEach(label => last[label.Sha256] = label);
        List<HeldOutImage> images = await db.HeldOutImages.AsNoTracking().Where(row => row.SetId == version.SetId).ToListAsync(cancellationToken);
        List<HeldOutImage> then = [.. images.Where(image => last.TryGetValue(image.Sha256, out HeldOutLabel? label) && label.Change != LabelChange.Retired)];
        then.ForEach(image => image.Tag = last[image.Sha256].Tag);
        return then;
    }

    /// <summary>
    /// The number that the next change of a set gets. A set from before versions were kept gets its first one now, and a change that was cut off gets its own.
    /// </summary>
    public async Task<int> NextAsync(HeldOutSet set, CancellationToken cancellationToken)
    {
        int latest = await LatestAsync(set, cancellationToken);
        HeldOutLabel? label = await db.HeldOutLabels.AsNoTracking().Where(row => row.SetId == set.Id).OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        if (label?.Version > latest)
        {
            await KeepAsync(set, label.Version, new(label.By, "A change that was cut off."), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return label.Version + 1;
        }

        return label is null ? await BeginAsync(set, cancellationToken) : latest + 1;
    }

    /// <summary>Notes what was done to a photo, under the number of the version to come. The caller saves.</summary>
    public void Label(HeldOutImage image, int version, LabelChange change, string by) =>
        db.HeldOutLabels.Add(LabelOf(image, version, change, time.GetUtcNow(), by));

    /// <summary>Makes the version, if the content differs from the latest one's. The caller saves.</summary>
    public async Task KeepAsync(HeldOutSet set, int number, SetChange change, CancellationToken cancellationToken)
    {
        List<HeldOutImage> images = await db.HeldOutImages.AsNoTracking().Where(row => row.SetId == set.Id && row.RetiredAt == null).ToListAsync(cancellationToken);
        string? before = await db.HeldOutVersions.Where(row => row.SetId == set.Id).OrderByDescending(row => row.Number).Select(row => row.Hash).FirstOrDefaultAsync(cancellationToken);
        set.Hash = content.SetOf(set, images).Hash;
        if (set.Hash != before)
        {
            set.UpdatedAt = time.GetUtcNow();
            Add(set, number, images.Count, change);
        }
    }

    private async Task<int> LatestAsync(HeldOutSet set, CancellationToken cancellationToken) =>
        await db.HeldOutVersions.Where(row => row.SetId == set.Id).MaxAsync(row => (int?)row.Number, cancellationToken) ?? 0;

    /// <summary>The first version of a set whose photos came before versions were kept.</summary>
    private async Task<int> BeginAsync(HeldOutSet set, CancellationToken cancellationToken)
    {
        List<HeldOutImage> images = await db.HeldOutImages.Where(row => row.SetId == set.Id).ToListAsync(cancellationToken);
        if (images.Count == 0)
        {
            return 1;
        }

        foreach (HeldOutImage image in images)
        {
            LabelChange change = image.RetiredAt is null ? LabelChange.Added : LabelChange.Retired;
            db.HeldOutLabels.Add(LabelOf(image, 1, change, image.RetiredAt ?? image.AddedAt, Unknown));
        }

        await db.SaveChangesAsync(cancellationToken);
        await KeepAsync(set, 1, new(Unknown, "As it was before versions were kept."), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return 2;
    }

    private static HeldOutLabel LabelOf(HeldOutImage image, int version, LabelChange change, DateTimeOffset at, string by) =>
        new() { SetId = image.SetId, Sha256 = image.Sha256, Version = version, Change = change, Tag = image.Tag, At = at, By = by };

    private void Add(HeldOutSet set, int number, int images, SetChange change)
    {
        db.HeldOutVersions.Add(new HeldOutVersion
        {
            SetId = set.Id,
            Number = number,
            Hash = set.Hash,
            ImageCount = images,
            CategoriesText = set.CategoriesText,
            RelationsText = set.RelationsText,
            MadeAt = set.UpdatedAt,
            MadeBy = change.By,
            Summary = change.Summary,
        });
        db.AuditEntries.Add(new AuditEntry
        {
            At = set.UpdatedAt,
            Action = "imageSetChanged",
            Detail = $"{set.Name}, version {number}, by {change.By}: {change.Summary}",
            UniqueKey = $"{set.Id}:v{number}",
        });
    }
}

/// <summary>Who changes a set, and what is done.</summary>
/// <param name="By">A name.</param>
/// <param name="Summary">A sentence for people.</param>
public sealed record SetChange(string By, string Summary);
