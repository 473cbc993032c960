using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Storage;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Market.HeldOut;

/// <summary>What curators do to photos that a set has: say that they show something else, take them out of use, take them back. Nothing is dropped.</summary>
public sealed class HeldOutCuration(MarketDb db, HeldOutVersions versions, HeldOutSplits splits, WaitingForImages waiting, TimeProvider time)
{
    private const int FewestHashDigits = 8;

    /// <summary>Says that a photo shows something else.</summary>
    /// <param name="set">The set.</param>
    /// <param name="photo">The photo's SHA-256, or eight or more digits with which it alone begins.</param>
    /// <param name="tag">A tag of the set's categories.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The photo, or why not.</returns>
    public async Task<Reading<HeldOutImage>> RelabelAsync(HeldOutSet set, string photo, Tag tag, string by, CancellationToken cancellationToken)
    {
        if (HeldOutContent.CategoriesOf(set).Find(tag) is not Category category)
        {
            return Refused(ImageSetRules.UnknownTag, tag.ToString(), $"The set {set.Name} has no category {tag}.", "Import a folder whose map_clsloc.txt has it first.");
        }

        return await ChangeAsync(set, photo, LabelChange.Relabelled, by, $"{Short(photo)} shows {category.Name} ({tag}).", image =>
        {
            if (image.Tag == tag.Number)
            {
                return Problem(CurationRules.Nothing, photo, $"The photo is labelled {tag} already.", "Nothing needs to be done.");
            }

            image.Tag = tag.Number;
            return null;
        }, cancellationToken);
    }

    /// <summary>Takes a photo out of use. Its file, its labels and the versions that have it stay.</summary>
    /// <inheritdoc cref="RelabelAsync"/>
    public Task<Reading<HeldOutImage>> RetireAsync(HeldOutSet set, string photo, string by, CancellationToken cancellationToken) =>
        ChangeAsync(set, photo, LabelChange.Retired, by, $"{Short(photo)} is used no longer.", image =>
        {
            if (image.RetiredAt is not null)
            {
                return Problem(CurationRules.Nothing, photo, "The photo is retired already.", "Nothing needs to be done.");
            }

            image.RetiredAt = time.GetUtcNow();
            return null;
        }, cancellationToken);

    /// <summary>Takes a retired photo back into use, for what it was used for before.</summary>
    /// <inheritdoc cref="RelabelAsync"/>
    public Task<Reading<HeldOutImage>> RestoreAsync(HeldOutSet set, string photo, string by, CancellationToken cancellationToken) =>
        ChangeAsync(set, photo, LabelChange.Restored, by, $"{Short(photo)} is used again.", image =>
        {
            if (image.RetiredAt is null)
            {
                return Problem(CurationRules.Nothing, photo, "The photo is in use.", "Nothing needs to be done.");
            }

            image.RetiredAt = null;
            return null;
        }, cancellationToken);

    private async Task<Reading<HeldOutImage>> ChangeAsync(
        HeldOutSet set, string photo, LabelChange change, string by, string summary, Func<HeldOutImage, Finding?> apply, CancellationToken cancellationToken)
    {
        int number = await versions.NextAsync(set, cancellationToken);
        Reading<HeldOutImage> found = await FindAsync(set, photo, cancellationToken);
        if (found.Value is not HeldOutImage image)
        {
            return found;
        }

        if (apply(image) is Finding problem)
        {
            return new(null, [problem]);
        }

        versions.Label(image, number, change, by);
        await db.SaveChangesAsync(cancellationToken);
        await splits.PlaceAsync(set.Id, cancellationToken);
        await versions.KeepAsync(set, number, new SetChange(by, summary), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await waiting.WakeAsync(cancellationToken);
        return found;
    }

    private async Task<Reading<HeldOutImage>> FindAsync(HeldOutSet set, string photo, CancellationToken cancellationToken)
    {
        string start = photo.ToLowerInvariant();
        if (start.Length < FewestHashDigits)
        {
            return Refused(CurationRules.UnknownPhoto, photo, "This is too short to name a photo.", $"Give at least {FewestHashDigits} digits of its SHA-256.");
        }

        List<HeldOutImage> found = await db.HeldOutImages.Where(row => row.SetId == set.Id && row.Sha256.StartsWith(start)).Take(2).ToListAsync(cancellationToken);
        return found.Count switch
        {
            1 => new(found[0], []),
            0 => Refused(CurationRules.UnknownPhoto, photo, $"The set {set.Name} has no photo whose SHA-256 begins so.", "images export writes all of them with their SHA-256."),
            _ => Refused(CurationRules.UnknownPhoto, photo, $"Several photos of the set {set.Name} begin so.", "Give more digits."),
        };
    }

    private static string Short(string photo) => photo.Length <= 16 ? photo : photo[..16];

    private static Reading<HeldOutImage> Refused(string rule, string place, string message, string remedy) => new(null, [Problem(rule, place, message, remedy)]);

    private static Finding Problem(string rule, string place, string message, string remedy) => new(rule, Severity.Error, place, message, remedy);
}

/// <summary>The stable codes for what curators cannot do.</summary>
public static class CurationRules
{
    /// <summary>No one photo is meant.</summary>
    public const string UnknownPhoto = "images.unknown-photo";

    /// <summary>It is so already.</summary>
    public const string Nothing = "images.nothing-to-do";

    /// <summary>A folder says that a photo shows something else than the set says.</summary>
    public const string LabelDiffers = "images.label-differs";

    /// <summary>A folder has a photo that was retired.</summary>
    public const string Retired = "images.retired";

    /// <summary>There is no such version, or several.</summary>
    public const string UnknownVersion = "images.unknown-version";

    /// <summary>There is something at the place to export to.</summary>
    public const string FolderTaken = "images.folder-taken";
}
