using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// The base networks' outputs for held-out photos and their changed copies. What this worker's store lacks is taken from other workers first, computed
/// otherwise, and put up for the others then.
/// </summary>
internal sealed class HeldOutFeatures(
    InferenceEngine engine, IBlobStore blobs, IOptions<MarketOptions> market, IOptions<BlobOptions> storage, FeatureProgress progress, ILogger<HeldOutFeatures> log)
{
    private readonly MarketSegmentBlobs? _shared = storage.Value.ShareFeatures ?? storage.Value.IsAzure ? new MarketSegmentBlobs(blobs) : null;

    /// <summary>Opens the store of a base network.</summary>
    public FeatureStore Open(BaseNetwork network) => FeatureStore.Open(market.Value.FeatureFolder, network);

    /// <summary>Sees to it that the store has the photos as they are.</summary>
    /// <param name="images">The photos.</param>
    /// <param name="store">The base network's store.</param>
    /// <param name="network">The base network.</param>
    /// <param name="yield">Awaited before each block of photos; lets others go first.</param>
    /// <param name="cancellationToken">Stops between batches; what is computed stays.</param>
    public Task FillAsync(LabelledImageSet images, FeatureStore store, BaseNetwork network, Func<CancellationToken, Task>? yield, CancellationToken cancellationToken)
    {
        IEnumerable<string> keys = images.Images.Select(image => image.Sha256);
        return FillAsync(keys, store, () => FeatureExtraction.FillAsync(images, store, engine.Load(network), progress.Of(network, "photos"), yield, cancellationToken), cancellationToken);
    }

    /// <summary>Sees to it that the store has the photos under all standard changes.</summary>
    /// <inheritdoc cref="FillAsync(LabelledImageSet, FeatureStore, BaseNetwork, Func{CancellationToken, Task}?, CancellationToken)"/>
    public Task FillPerturbedAsync(LabelledImageSet images, FeatureStore store, BaseNetwork network, Func<CancellationToken, Task>? yield, CancellationToken cancellationToken)
    {
        IReadOnlyList<Perturbation> changes = StandardPerturbations.All;
        IEnumerable<string> keys = images.Images.SelectMany(image => changes.Select(change => PerturbedKey.Of(image.Sha256, change)));
        return FillAsync(
            keys, store, () => FeatureExtraction.FillPerturbedAsync(images, changes, store, engine.Load(network), progress.Of(network, "changed photos"), yield, cancellationToken), cancellationToken);
    }

    private async Task FillAsync(IEnumerable<string> keys, FeatureStore store, Func<Task<ExtractionProgress>> fill, CancellationToken cancellationToken)
    {
        if (keys.All(key => store.TryFind(key, out _)))
        {
            return;
        }

        await ExchangeAsync(store, cancellationToken);
        ExtractionProgress filled = await fill();
        if (filled.Computed > 0 && _shared is not null)
        {
            using (FeatureWriter writer = await store.BeginWriteAsync(cancellationToken))
            {
                writer.Seal();
            }

            await ExchangeAsync(store, cancellationToken);
        }
    }

    private async Task ExchangeAsync(FeatureStore store, CancellationToken cancellationToken)
    {
        if (_shared is null)
        {
            return;
        }

        SharingResult result = await SegmentSharing.ExchangeAsync(store, _shared, cancellationToken);
        log.LogInformation("Features of {BaseIdentity}: {Sent} segments put up, {Received} fetched", store.BaseIdentity, result.Sent, result.Received);
        if (result.Refused.Count > 0)
        {
            log.LogError("Features of {BaseIdentity}: {Refused} shared segments are damaged and were not taken; delete these blobs: {Names}", store.BaseIdentity, result.Refused.Count, result.Refused);
        }
    }
}
