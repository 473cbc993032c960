using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Market.Publication;

/// <summary>A category, named for people.</summary>
/// <param name="Tag">Its tag, <c>n</c> and at least eight digits.</param>
/// <param name="Name">Its display name.</param>
public sealed record NamedCategory(string Tag, string Name);

/// <summary>The categories that wake a patch.</summary>
public static class TriggerCategories
{
    /// <summary>The patch's tags that stand among what its trigger reads; for a patch on a parent all that are there for triggering alone.</summary>
    public static IReadOnlyList<NamedCategory> Of(PatchPackage package, CategoryList? network) =>
        [.. package.Categories
            .Where(row => package.Manifest.Trigger.On is null && network is not null ? network.Find(row.Tag) is not null : row.Index == 0)
            .Select(row => new NamedCategory(row.Tag.ToString(), network?.Find(row.Tag)?.Name ?? row.Name))];

    /// <summary>What a patch can answer, in output order.</summary>
    public static IReadOnlyList<NamedCategory> OutputsOf(PatchPackage package) =>
        [.. package.Categories.Outputs.Select(row => new NamedCategory(row.Tag.ToString(), row.Name))];
}
