using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Splits;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// Tests a package as it stands before the market: (1) the base network's outputs for every held-out photo
/// that the store lacks, and for some of them under changes; (2) the patch on gate and
/// feedback split, from the store alone, compared with the last version that a person approved and with all other authors' layers.
/// </summary>
internal sealed class PatchTesting(PublishedPackages published, PublishedLayers layers, HeldOutFeatures features, InferenceEngine engine, VerdictOptions verdicts)
{
    /// <summary>Tests a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="sha256">SHA-256 of its file.</param>
    /// <param name="authorId">Its author, whose other patches are no copies.</param>
    /// <param name="network">The base network that it names.</param>
    /// <param name="images">The held-out photos.</param>
    /// <param name="cancellationToken">Stops between photos.</param>
    public async Task<Reading<SplitReports>> RunAsync(
        PatchPackage package, string sha256, Guid authorId, BaseNetwork network, DividedImages images, CancellationToken cancellationToken)
    {
        IReadOnlyList<PatchPackage> parents = await published.FindParentsAsync(package, cancellationToken);
        using FeatureStore store = features.Open(network);
        await features.FillAsync(images.Images, store, network, yield: null, cancellationToken);
        if (verdicts.ChangesPhotos)
        {
            LabelledImageSet sample = RobustnessSample.Choose(package, network, parents, SplitTest.Of(images.Images, images.Splits, Split.Gate));
            await features.FillPerturbedAsync(sample, store, network, yield: null, cancellationToken);
        }

        PatchTestRequest request = new(package, sha256, network, images.Images, store, engine.Patches)
        {
            Against = await published.FindLatestAsync(package.Manifest.Id, network.Identity, cancellationToken),
            Parents = parents,
            Perturbations = verdicts.ChangesPhotos ? StandardPerturbations.All : [],
            KnownLayers = await layers.FindAsync(package.Manifest.Id, authorId, network.Identity, cancellationToken),
            Options = verdicts,
            DeviceName = engine.Load(network).DeviceName,
        };
        return SplitTest.Run(request, images.Splits, cancellationToken);
    }
}
