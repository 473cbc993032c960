using NeuralMarket.Market.Review;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>What one answer beneath a photo is worth.</summary>
public enum PhotoMark
{
    /// <summary>It is not judged.</summary>
    None,

    /// <summary>It is the truth.</summary>
    Right,

    /// <summary>It is not.</summary>
    Wrong,
}

/// <summary>A line beneath a photo.</summary>
/// <param name="Label">A text of <c>ReviewTexts</c>: <c>Photo.Base</c>, <c>Photo.Truth</c>, <c>Photo.Patch</c>, <c>Photo.This</c>, <c>Photo.Previous</c>.</param>
/// <param name="Answer">The category's name; <see langword="null"/> when the patch did not fire.</param>
/// <param name="Mark">What it is worth.</param>
/// <param name="Probability">How sure it was, 0 to 1.</param>
public sealed record PhotoLine(string Label, string? Answer, PhotoMark Mark = PhotoMark.None, float? Probability = null);

/// <summary>A held-out photo with what was said of it, always in the same order.</summary>
/// <param name="SetId">The set; <see langword="null"/> when it is gone, and the photo cannot be shown.</param>
/// <param name="Sha256">The photo.</param>
/// <param name="File">What its file is called.</param>
/// <param name="Lines">The lines beneath it.</param>
public sealed record PhotoCard(Guid? SetId, string Sha256, string File, IReadOnlyList<PhotoLine> Lines);

/// <summary>The photos of one cell of the confusion matrix.</summary>
/// <param name="Cell">The anchor that the matrix leads to.</param>
/// <param name="Truth">What they show.</param>
/// <param name="Answer">What the patch answered; <see langword="null"/> when it did not fire.</param>
/// <param name="Photos">The photos, the surest answer first.</param>
public sealed record PhotoGroup(string Cell, string Truth, string? Answer, IReadOnlyList<PhotoCard> Photos);

/// <summary>The model of the partial <c>_Photos</c>.</summary>
/// <param name="Photos">The photos.</param>
/// <param name="Shown">How many are shown at once; the others open on demand.</param>
public sealed record PhotosPart(IReadOnlyList<PhotoCard> Photos, int Shown = 8);

/// <summary>The photos that only one of two versions has right.</summary>
/// <param name="Lost">Right before, wrong now.</param>
/// <param name="Won">Wrong before, right now.</param>
public sealed record FlippedPhotos(IReadOnlyList<PhotoCard> Lost, IReadOnlyList<PhotoCard> Won);

/// <summary>Puts a report's photos in the order in which a reviewer looks at them. Pure.</summary>
public static class PhotoGroups
{
    /// <summary>With more cells than this the rest is left to the report.</summary>
    public const int MostCells = 40;

    /// <summary>The anchor of a cell, by 0-based truth and answer; <see langword="null"/> for photos on which the patch did not fire.</summary>
    public static string CellOf(int truth, int? answer) => FormattableString.Invariant($"cell-{truth}-{answer?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");

    /// <summary>The photos that were answered wrong or not at all, the fullest cell first.</summary>
    public static IReadOnlyList<PhotoGroup> Wrong(ReviewView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Report is not { } report)
            return [];
        var positions = report.Categories.Index().ToDictionary(output => output.Item.Tag, output => output.Index);
        return
        [
            .. report.Wrong.Where(photo => positions.ContainsKey(photo.Truth))
                .GroupBy(photo => (Truth: positions[photo.Truth], Answer: photo.Answer is { } answer ? positions[answer] : (int?)null))
                .OrderByDescending(cell => cell.Count()).ThenBy(cell => cell.Key.Truth).ThenBy(cell => cell.Key.Answer)
                .Select(cell => new PhotoGroup(CellOf(cell.Key.Truth, cell.Key.Answer), cell.First().TruthName, cell.First().AnswerName, Cards(view, cell))),
        ];
    }

    /// <summary>The photos on which it fired though it should not.</summary>
    public static IReadOnlyList<PhotoCard> Misfired(ReviewView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Report is { } report ? Cards(view, report.Misfired) : [];
    }

    /// <summary>The photos that flipped; <see langword="null"/> when nothing was compared.</summary>
    public static FlippedPhotos? Flipped(ReviewView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Report is not { Against: { } against } report)
            return null;
        var names = report.Categories.Concat(against.Categories).DistinctBy(category => category.Tag).ToDictionary(category => category.Tag, category => category.Name);
        PhotoCard[] Of(bool right) => [.. against.Flipped.Where(photo => photo.Right == right).Select(photo => Card(view, photo, names))];
        return new FlippedPhotos(Of(right: false), Of(right: true));
    }

    private static PhotoCard[] Cards(ReviewView view, IEnumerable<ImageResult> photos) =>
        [.. photos.OrderByDescending(photo => Surest(photo) ?? 0).ThenBy(photo => photo.Image, StringComparer.Ordinal).Select(photo => Card(view, photo))];

    private static PhotoCard Card(ReviewView view, ImageResult photo) => new(view.SetId, photo.Sha256, photo.Image,
    [
        new("Photo.Base", photo.BaseAnswerName),
        new("Photo.Truth", photo.TruthName),
        photo.Fired ? new("Photo.Patch", photo.AnswerName, PhotoMark.Wrong, Surest(photo)) : new("Photo.Patch", null, PhotoMark.Wrong),
    ]);

    private static PhotoCard Card(ReviewView view, FlippedImage photo, Dictionary<string, string> names) => new(view.SetId, photo.Sha256, photo.Image,
    [
        .. photo.BaseAnswerName.Length == 0 ? Array.Empty<PhotoLine>() : [new("Photo.Base", photo.BaseAnswerName)],
        new("Photo.Truth", NameOf(photo.Truth, names)),
        new("Photo.Previous", NameOf(photo.OtherAnswer, names), photo.Right ? PhotoMark.Wrong : PhotoMark.Right),
        new("Photo.This", NameOf(photo.Answer, names), photo.Right ? PhotoMark.Right : PhotoMark.Wrong),
    ]);

    private static float? Surest(ImageResult photo) => photo.Fired ? photo.Probabilities.Max() : null;

    private static string? NameOf(string? tag, Dictionary<string, string> names) => tag is null ? null : names.GetValueOrDefault(tag, tag);
}
