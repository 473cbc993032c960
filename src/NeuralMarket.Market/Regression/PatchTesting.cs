using Microsoft.Extensions.Options;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Splits;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// Tests a package as it stands before the market: (1) the base network's outputs for every held-out photo that the store lacks; (2) the patch on gate and
/// feedback split, from the store alone, compared with the last version that a person approved and with all other authors' layers.
/// </summary>
internal sealed class PatchTesting(PublishedPackages published, PublishedLayers layers, InferenceEngine engine, VerdictOptions verdicts, IOptions<MarketOptions> options)
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
        using FeatureStore store = FeatureStore.Open(options.Value.FeatureFolder, network);
        IBaseNetworkRunner runner = engine.Load(network);
        await FeatureExtraction.FillAsync(images.Images, store, runner, null, cancellationToken);
        PatchTestRequest request = new(package, sha256, network, images.Images, store, engine.Patches)
        {
            Against = await published.FindLatestAsync(package.Manifest.Id, network.Identity, cancellationToken),
            Parents = await published.FindParentsAsync(package, cancellationToken),
            KnownLayers = await layers.FindAsync(package.Manifest.Id, authorId, network.Identity, cancellationToken),
            Options = verdicts,
            DeviceName = runner.DeviceName,
        };
        return SplitTest.Run(request, images.Splits, cancellationToken);
    }
}
