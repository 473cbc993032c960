using NeuralMarket.Inference.Networks;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.Features;

/// <summary>Fills the store: decodes and runs the base network once for every image that it lacks.</summary>
public static class FeatureExtraction
{
    /// <summary>Fills the store for a set. What is stored stays when the call is cancelled or the process dies; the next call goes on from there.</summary>
    /// <returns>How it stands at the end.</returns>
    /// <exception cref="ArgumentException">The store belongs to another base network than the runner.</exception>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public static Task<ExtractionProgress> FillAsync(
        LabelledImageSet images, FeatureStore store, IBaseNetworkRunner runner, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
