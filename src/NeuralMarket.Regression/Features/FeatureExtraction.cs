using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.Features;

/// <summary>Fills the store: decodes and runs the base network once for every image that it lacks.</summary>
public static class FeatureExtraction
{
    // So often what was computed is brought to the disk: a crash costs no more than these.
    private const int ImagesBetweenFlushes = 64;

    /// <summary>Fills the store for a set. What is stored stays when the call is cancelled or the process dies; the next call goes on from there.</summary>
    /// <returns>How it stands at the end.</returns>
    /// <exception cref="ArgumentException">The store belongs to another base network than the runner.</exception>
    /// <exception cref="IOException">A photo or the store cannot be read or written, or a photo is no longer the one that the set names.</exception>
    public static Task<ExtractionProgress> FillAsync(
        LabelledImageSet images, FeatureStore store, IBaseNetworkRunner runner, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken) =>
        FillAsync(images, [null], store, runner, progress, cancellationToken);

    /// <summary>Fills the store with changed photos of a set (<see cref="PerturbedKey"/>); counts are of photos times changes. Goes on where it was cancelled, too.</summary>
    /// <exception cref="ArgumentException">The store belongs to another base network than the runner.</exception>
    /// <exception cref="IOException">A photo or the store cannot be read or written, or a photo is no longer the one that the set names.</exception>
    public static Task<ExtractionProgress> FillPerturbedAsync(
        LabelledImageSet images,
        IReadOnlyList<Perturbation> perturbations,
        FeatureStore store,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        CancellationToken cancellationToken) => FillAsync(images, perturbations, store, runner, progress, cancellationToken);

    private static async Task<ExtractionProgress> FillAsync(
        LabelledImageSet images,
        IReadOnlyList<Perturbation?> perturbations,
        FeatureStore store,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        CancellationToken cancellationToken)
    {
        InputVariant[] variants =
            [.. images.Images.DistinctBy(image => image.Sha256).SelectMany(image => perturbations.Select(perturbation => InputVariant.Of(image, perturbation)))];
        if (store.BaseIdentity != runner.Network.Identity)
        {
            throw new ArgumentException($"The feature store belongs to the base network {store.BaseIdentity}, not {runner.Network.Identity}.", nameof(store));
        }

        if (Survey(variants, store, out ExtractionCount before).Count > 0)
        {
            using FeatureWriter writer = await store.BeginWriteAsync(cancellationToken).ConfigureAwait(false);

            // Another writer may have done some of the work while this one waited.
            List<InputVariant> missing = Survey(variants, store, out before);
            await FillAsync(missing, before, writer, runner, progress, cancellationToken).ConfigureAwait(false);
        }

        _ = Survey(variants, store, out ExtractionCount after);
        ExtractionProgress end = after.Progress(after.Stored - before.Stored);
        progress?.Report(end);
        return end;
    }

    private static async Task FillAsync(
        List<InputVariant> missing,
        ExtractionCount count,
        FeatureWriter writer,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        CancellationToken cancellationToken)
    {
        PhotoInputs photos = new(runner.Network.Definition);
        InputVariant[][] batches = [.. missing.Chunk(Math.Clamp(runner.MaximumBatch, 1, ImagesBetweenFlushes))];
        Task<PhotoBatch>? next = batches.Length > 0 ? photos.ReadAsync(batches[0], cancellationToken) : null;
        (int computed, int unflushed) = (0, 0);
        for (int i = 0; i < batches.Length; i++)
        {
            PhotoBatch batch = await next!.ConfigureAwait(false);

            // The next photos are decoded while the network runs over these.
            next = i + 1 < batches.Length ? photos.ReadAsync(batches[i + 1], cancellationToken) : null;
            Append(batch, runner.Run(batch.Inputs, batch.Usable.Count, cancellationToken), writer);
            computed += batch.Usable.Count + batch.Failed.Count;
            count = count with { Stored = count.Stored + batch.Usable.Count + batch.Failed.Count, Failed = count.Failed + batch.Failed.Count };
            unflushed += batches[i].Length;
            if (unflushed >= ImagesBetweenFlushes)
            {
                writer.Flush();
                unflushed = 0;
            }

            progress?.Report(count.Progress(computed));
        }
    }

    private static void Append(PhotoBatch batch, BaseOutputs outputs, FeatureWriter writer)
    {
        for (int i = 0; i < batch.Usable.Count; i++)
        {
            writer.Append(batch.Usable[i].Key, outputs.FeaturesOf(i), outputs.ProbabilitiesOf(i));
        }

        foreach ((InputVariant variant, ImageFailure failure) in batch.Failed)
        {
            writer.Append(variant.Key, failure);
        }
    }

    /// <summary>The variants that the store lacks.</summary>
    private static List<InputVariant> Survey(InputVariant[] variants, FeatureStore store, out ExtractionCount count)
    {
        List<InputVariant> missing = [];
        (int stored, int failed) = (0, 0);
        foreach (InputVariant variant in variants)
        {
            if (store.TryFind(variant.Key, out FeatureRecord record))
            {
                stored++;
                failed += record.Failure is null ? 0 : 1;
            }
            else
            {
                missing.Add(variant);
            }
        }

        count = new ExtractionCount(stored + missing.Count, stored, failed);
        return missing;
    }

    private readonly record struct ExtractionCount(int Total, int Stored, int Failed)
    {
        public ExtractionProgress Progress(int computed) => new(Total, Stored, computed, Failed);
    }
}
