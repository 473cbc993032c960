using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Categories;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Catalogue;

/// <summary>What phones and visitors read.</summary>
public sealed class CatalogueQueries(MarketDb db, IBlobStore blobs)
{
    private const int MostWords = 8;

    /// <summary>Browses and searches the listed patches, each with its highest listed version that fits the filter.</summary>
    public async Task<CataloguePage> BrowseAsync(CatalogueFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        IQueryable<PublishedVersion> listed = Listed(filter);
        IQueryable<CatalogueRow> rows =
            from version in listed
            where !listed.Any(other => other.PatchId == version.PatchId && other.SortKey.CompareTo(version.SortKey) > 0)
            join patch in db.Patches on version.PatchId equals patch.Id
            select new CatalogueRow { Version = version, CreatedAt = patch.CreatedAt, Downloads = db.PublishedVersions.Where(row => row.PatchId == patch.Id).Sum(row => row.Downloads) };
        List<CatalogueRow> page = await CataloguePaging.Page(rows, filter).Take(filter.Limit + 1).AsNoTracking().ToListAsync(cancellationToken);
        bool more = page.Count > filter.Limit;
        page = [.. page.Take(filter.Limit)];
        return new CataloguePage([.. page.Select(LineOf)], more ? CataloguePaging.CursorOf(page[^1], filter) : null);
    }

    /// <summary>One patch with its versions; <see langword="null"/> when there is none.</summary>
    public async Task<PatchView?> FindAsync(string patchId, CancellationToken cancellationToken)
    {
        Patch? patch = await db.Patches.AsNoTracking().Include(row => row.Versions).SingleOrDefaultAsync(row => row.Id == patchId, cancellationToken);
        if (patch is null)
        {
            return null;
        }

        PublishedVersion[] versions = [.. patch.Versions.OrderByDescending(row => row.SortKey, StringComparer.Ordinal)];
        PublishedVersion latest = versions.FirstOrDefault(row => row.Status == EntryStatus.Listed) ?? versions[0];
        return new PatchView(
            ViewOf(latest, patch.CreatedAt, versions.Sum(row => row.Downloads)),
            [.. versions.Select(row => new VersionLine(row.Version, row.Status, row.PublishedAt, row.Length, row.Sha256, row.BaseIdentity))]);
    }

    /// <summary>One version in full; <see langword="null"/> when there is none.</summary>
    public async Task<VersionView?> FindVersionAsync(string patchId, string version, CancellationToken cancellationToken)
    {
        Patch? patch = await db.Patches.AsNoTracking().Include(row => row.Versions).SingleOrDefaultAsync(row => row.Id == patchId, cancellationToken);
        PublishedVersion? found = patch?.Versions.SingleOrDefault(row => row.Version == version);
        return found is null ? null : ViewOf(found, patch!.CreatedAt, patch.Versions.Sum(row => row.Downloads));
    }

    /// <summary>A version's canonical package; <see langword="null"/> when there is none or it is revoked.</summary>
    public async Task<CatalogueFile?> OpenPackageAsync(string patchId, string version, CancellationToken cancellationToken)
    {
        PublishedVersion? found = await db.PublishedVersions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.PatchId == patchId && row.Version == version && row.Status != EntryStatus.Revoked, cancellationToken);
        return found is null ? null : await OpenAsync(found.BlobName, found, cancellationToken);
    }

    /// <summary>Counts a download of a version.</summary>
    public Task CountDownloadAsync(string patchId, string version, CancellationToken cancellationToken) =>
        db.PublishedVersions.Where(row => row.PatchId == patchId && row.Version == version)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Downloads, row => row.Downloads + 1), cancellationToken);

    /// <summary>The icon of a patch's latest version in one of <see cref="IconSizes.Sides"/>; <see langword="null"/> when there is none.</summary>
    public async Task<CatalogueFile?> OpenIconAsync(string patchId, int side, IconFormat format, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (!IconSizes.Sides.Contains(side))
        {
            return null;
        }

        PublishedVersion? latest = await db.PublishedVersions.AsNoTracking().Where(row => row.PatchId == patchId && row.Status != EntryStatus.Revoked)
            .OrderBy(row => row.Status == EntryStatus.Listed ? 0 : 1).ThenByDescending(row => row.SortKey).FirstOrDefaultAsync(cancellationToken);
        return latest is null ? null : await OpenAsync(format.BlobName(latest.IconBlobPrefix, side), latest, cancellationToken);
    }

    private IQueryable<PublishedVersion> Listed(CatalogueFilter filter)
    {
        IQueryable<PublishedVersion> listed = db.PublishedVersions.Where(row => row.Status == EntryStatus.Listed);
        if (filter.Base is string identity)
        {
            listed = listed.Where(row => row.BaseIdentity == identity);
        }

        if (filter.Trigger is string trigger)
        {
            string needle = Tag.TryParse(trigger, out Tag tag) ? $",{tag}," : ",none,";
            listed = listed.Where(row => row.TriggerTags.Contains(needle));
        }

        foreach (string word in WordsOf(filter.Query))
        {
            listed = listed.Where(row => row.SearchText.Contains(word));
        }

        return listed;
    }

    private static IEnumerable<string> WordsOf(string? query) =>
        (query ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MostWords);

    private async Task<CatalogueFile?> OpenAsync(string blob, PublishedVersion version, CancellationToken cancellationToken) =>
        await blobs.OpenReadAsync(blob, cancellationToken) is Stream content ? new CatalogueFile(content, version.Sha256, version.PublishedAt) : null;

    private static PatchLine LineOf(CatalogueRow row) => LineOf(row.Version, row.CreatedAt, row.Downloads);

    private static PatchLine LineOf(PublishedVersion row, DateTimeOffset createdAt, long downloads) => new(
        row.PatchId, row.Version, row.Title, row.Description, row.AuthorName, row.BaseName, row.BaseIdentity,
        Categories(row.TriggersJson), Categories(row.OutputsJson), row.PublishedAt, createdAt, downloads);

    private static VersionView ViewOf(PublishedVersion row, DateTimeOffset createdAt, long downloads) => new(
        LineOf(row, createdAt, downloads), row.License, row.TriggerText,
        row.FiguresJson == "null" ? null : ReportJson.ReadForAuthor(Encoding.UTF8.GetBytes(row.FiguresJson)), row.Length, row.Sha256, row.Status);

    private static List<NamedCategory> Categories(string json) => JsonSerializer.Deserialize<List<NamedCategory>>(json, JsonSerializerOptions.Web) ?? [];
}
