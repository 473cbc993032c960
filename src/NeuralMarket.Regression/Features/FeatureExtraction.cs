using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.Regression.Features;

/// <summary>Fills the store: decodes and runs the base network once for every image that it lacks.</summary>
public static class FeatureExtraction
{
    // So many at once are computed by one writer and brought to the disk: a crash costs no more than these, and no other writer waits for longer.
    private const int ImagesInBlock = 128;

    /// <summary>Fills the store for a set, without letting anyone go first.</summary>
    /// <returns>How it stands at the end.</returns>
    /// <exception cref="ArgumentException">The store belongs to another base network than the runner.</exception>
    /// <exception cref="IOException">A photo or the store cannot be read or written, or a photo is no longer the one that the set names.</exception>
    public static Task<ExtractionProgress> FillAsync(
        LabelledImageSet images, FeatureStore store, IBaseNetworkRunner runner, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken) =>
        FillAsync(images, [null], store, runner, progress, null, cancellationToken);

    /// <summary>
    /// Fills the store for a set. What is stored stays when the call is cancelled or the process dies; the next call goes on from there. The store is let go of
    /// between blocks of images, so that a long fill in the background holds no one up for long.
    /// </summary>
    /// <param name="images">The set.</param>
    /// <param name="store">The base network's store.</param>
    /// <param name="runner">The base network.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="yield">Awaited before each block of images; lets fresh submissions go first.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>How it stands at the end.</returns>
    /// <exception cref="ArgumentException">The store belongs to another base network than the runner.</exception>
    /// <exception cref="IOException">A photo or the store cannot be read or written, or a photo is no longer the one that the set names.</exception>
    public static Task<ExtractionProgress> FillAsync(
        LabelledImageSet images,
        FeatureStore store,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        Func<CancellationToken, Task>? yield,
        CancellationToken cancellationToken) => FillAsync(images, [null], store, runner, progress, yield, cancellationToken);

    /// <summary>Fills the store with changed photos of a set, without letting anyone go first.</summary>
    /// <exception cref="ArgumentException">The store belongs to another base network than the runner.</exception>
    /// <exception cref="IOException">A photo or the store cannot be read or written, or a photo is no longer the one that the set names.</exception>
    public static Task<ExtractionProgress> FillPerturbedAsync(
        LabelledImageSet images,
        IReadOnlyList<Perturbation> perturbations,
        FeatureStore store,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        CancellationToken cancellationToken) => FillAsync(images, perturbations, store, runner, progress, null, cancellationToken);

    /// <summary>Fills the store with changed photos of a set (<see cref="PerturbedKey"/>); counts are of photos times changes. Goes on where it was cancelled, too.</summary>
    /// <exception cref="ArgumentException">The store belongs to another base network than the runner.</exception>
    /// <exception cref="IOException">A photo or the store cannot be read or written, or a photo is no longer the one that the set names.</exception>
    public static Task<ExtractionProgress> FillPerturbedAsync(
        LabelledImageSet images,
        IReadOnlyList<Perturbation> perturbations,
        FeatureStore store,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        Func<CancellationToken, Task>? yield,
        CancellationToken cancellationToken) => FillAsync(images, perturbations, store, runner, progress, yield, cancellationToken);

    private static async Task<ExtractionProgress> FillAsync(
        LabelledImageSet images,
        IReadOnlyList<Perturbation?> perturbations,
        FeatureStore store,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        Func<CancellationToken, Task>? yield,
        CancellationToken cancellationToken)
    {
        if (store.BaseIdentity != runner.Network.Identity)
        {
            throw new ArgumentException($"The feature store belongs to the base network {store.BaseIdentity}, not {runner.Network.Identity}.", nameof(store));
        }

        InputVariant[] variants =
            [.. images.Images.DistinctBy(image => image.Sha256).SelectMany(image => perturbations.Select(perturbation => InputVariant.Of(image, perturbation)))];
        List<InputVariant> missing = Survey(variants, store, out ExtractionCount before);
        int computed = 0;
        foreach (InputVariant[] block in missing.Chunk(ImagesInBlock))
        {
            if (yield is not null)
            {
                await yield(cancellationToken).ConfigureAwait(false);
            }

            using FeatureWriter writer = await store.BeginWriteAsync(cancellationToken).ConfigureAwait(false);

            // Another writer may have done some of the work while this one waited.
            List<InputVariant> still = Survey(block, store, out ExtractionCount done);
            before = before with { Stored = before.Stored + done.Stored, Failed = before.Failed + done.Failed };
            (before, computed) = await FillBlockAsync(still, before, computed, writer, runner, progress, cancellationToken).ConfigureAwait(false);
        }

        _ = Survey(variants, store, out ExtractionCount after);
        ExtractionProgress end = after.Progress(computed);
        progress?.Report(end);
        return end;
    }

    private static async Task<(ExtractionCount Count, int Computed)> FillBlockAsync(
        List<InputVariant> missing,
        ExtractionCount count,
        int computed,
        FeatureWriter writer,
        IBaseNetworkRunner runner,
        IProgress<ExtractionProgress>? progress,
        CancellationToken cancellationToken)
    {
        PhotoInputs photos = new(runner.Network.Definition);
        InputVariant[][] batches = [.. missing.Chunk(Math.Clamp(runner.MaximumBatch, 1, ImagesInBlock))];
        Task<PhotoBatch>? next = batches.Length > 0 ? photos.ReadAsync(batches[0], cancellationToken) : null;
        for (int i = 0; i < batches.Length; i++)
        {
            PhotoBatch batch = await next!.ConfigureAwait(false);

            // The next photos are decoded while the network runs over these.
            next = i + 1 < batches.Length ? photos.ReadAsync(batches[i + 1], cancellationToken) : null;
            Append(batch, runner.Run(batch.Inputs, batch.Usable.Count, cancellationToken), writer);
            computed += batch.Usable.Count + batch.Failed.Count;
            count = count with { Stored = count.Stored + batch.Usable.Count + batch.Failed.Count, Failed = count.Failed + batch.Failed.Count };
            progress?.Report(count.Progress(computed));
        }

        return (count, computed);
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
    private static List<InputVariant> Survey(IReadOnlyList<InputVariant> variants, FeatureStore store, out ExtractionCount count)
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
