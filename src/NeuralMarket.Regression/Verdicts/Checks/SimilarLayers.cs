using NeuralMarket.Format.Packages;
using NeuralMarket.Regression.Layers;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>The layers with which a tested one is compared.</summary>
internal static class SimilarLayers
{
    /// <summary>Those of other authors, for the same features, that the patch does not openly build on.</summary>
    public static IEnumerable<KnownLayer> Foreign(CheckContext context)
    {
        PatchPackage package = context.Measurements.Package;
        return context.Measurements.KnownLayers.Where(other =>
            !other.SameAuthor && !other.DeclaredFork && other.Weights.Features == package.Weights.Features && other.Id != package.Manifest.Id);
    }
}
