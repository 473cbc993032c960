using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Which photos are looked at under changes when not all of them are: those of the patch's outputs first, spread evenly, and some others for the trigger.</summary>
public static class RobustnessSample
{
    /// <summary>Chooses by the photos' hashes: the same photos in every call, whatever they are called and wherever they lie.</summary>
    /// <param name="package">The patch.</param>
    /// <param name="network">The base network.</param>
    /// <param name="parents">Where the patch's parents are found.</param>
    /// <param name="images">The set.</param>
    /// <param name="labelled">At most so many labelled photos.</param>
    /// <param name="others">At most so many other photos.</param>
    /// <returns>A part of the set; empty when the patch cannot be tested at all.</returns>
    public static LabelledImageSet Choose(
        PatchPackage package, BaseNetwork network, IReadOnlyList<PatchPackage> parents, LabelledImageSet images, int labelled = 300, int others = 100)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (PatchLineage.Find(package, network, parents).Value is not { } lineage)
        {
            return LabelledImageSet.Create(images.Name, images.Categories, images.Relations, []);
        }

        TagRoles roles = new(lineage.Last, images.Relations);
        LabelledImage[] ordered = [.. images.Images.DistinctBy(image => image.Sha256).OrderBy(image => image.Sha256, StringComparer.Ordinal)];
        LabelledImage[] own = [.. ordered.Where(image => roles.Of(image.Tag).IsLabelled)];
        LabelledImage[] rest = [.. ordered.Where(image => !roles.Of(image.Tag).IsLabelled)];
        return LabelledImageSet.Create(images.Name, images.Categories, images.Relations, [.. own.Take(labelled), .. rest.Take(others)]);
    }
}
