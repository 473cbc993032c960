using System.Text;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.Categories;
using NeuralMarket.Market.Storage;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Market.HeldOut;

/// <summary>Rows and texts of a held-out set as what tests, hashes and exports take.</summary>
public sealed class HeldOutContent(IOptions<MarketOptions> options)
{
    /// <summary>Where a worker keeps its copy of a photo.</summary>
    public string PathOf(HeldOutImage row) => Path.Combine(options.Value.CacheFolder, "images", row.Sha256[..2], row.Sha256);

    /// <summary>The set with these photos.</summary>
    public LabelledImageSet SetOf(HeldOutSet set, IEnumerable<HeldOutImage> rows) => LabelledImageSet.Create(
        set.Name, CategoriesOf(set), RelationsOf(set), rows.Select(row => new LabelledImage(PathOf(row), row.FileName, row.Sha256, new Tag(row.Tag))));

    /// <summary>What its tags mean.</summary>
    public static CategoryList CategoriesOf(HeldOutSet set) =>
        CategoriesText.ReadImageSet(Encoding.UTF8.GetBytes(set.CategoriesText)).Value ?? throw new InvalidOperationException($"The categories of the set {set.Name} are not valid.");

    /// <summary>Which of them are kinds of others.</summary>
    public static IsARelations RelationsOf(HeldOutSet set) => set.RelationsText.Length == 0
        ? IsARelations.None
        : IsARelations.Read(Encoding.UTF8.GetBytes(set.RelationsText)).Value ?? throw new InvalidOperationException($"The relations of the set {set.Name} are not valid.");
}
