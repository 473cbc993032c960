using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Manifests;

namespace NeuralMarket.Format.Packages;

/// <summary>
/// What of a package could be read, part by part: a broken icon does not keep anybody from saying that the weights do not fit the base network. Light enough
/// to keep for many packages at once.
/// </summary>
/// <param name="Manifest">manifest.json; <see langword="null"/> when it is missing or breaks a rule.</param>
/// <param name="Categories">map_clsloc.txt; likewise.</param>
/// <param name="Features">F, the columns of the weights; likewise.</param>
public sealed record PackageParts(Manifest? Manifest, CategoryList? Categories, int? Features)
{
    /// <summary>Nothing could be read.</summary>
    public static PackageParts None { get; } = new(null, null, null);

    /// <summary>All that there is of a valid package.</summary>
    public static PackageParts Of(PatchPackage package) => new(package.Manifest, package.Categories, package.Weights.Features);
}
