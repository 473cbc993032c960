using System.Collections.Concurrent;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Evaluates lineages over stored images, some at a time, so that a large set does not have to fit into memory.</summary>
internal sealed class LineageEvaluation(PatchLineage lineage, TagRoles roles)
{
    // Few patches leave the caches' work to the chunk; many repay that their weights are laid out once for each chunk.
    private const long FewPatchesBytes = 32L << 20;
    private const long ManyPatchesBytes = 256L << 20;
    private const int ManyOutputs = 64;

    private readonly List<ImageObservation> _observations = [];

    public PatchLineage Lineage => lineage;

    public IReadOnlyList<ImageObservation> Observations => _observations;

    /// <summary>Evaluates lineages on all images from the store's records: all of their layers as one product over each chunk of images.</summary>
    public static void RunAll(
        IReadOnlyList<LineageEvaluation> evaluations, IReadOnlyList<StoredImage> images, FeatureStore store, IPatchRunner runner, CancellationToken cancellationToken)
    {
        PatchWeights[] layers = [.. evaluations.SelectMany(evaluation => evaluation.Lineage.Steps).Select(step => step.Package.Weights).Distinct<PatchWeights>(ReferenceEqualityComparer.Instance)];
        long bytes = layers.Sum(layer => (long)layer.Outputs) < ManyOutputs ? FewPatchesBytes : ManyPatchesBytes;
        int chunk = (int)Math.Clamp(bytes / sizeof(float) / (store.FeatureCount + store.CategoryCount), 1, Math.Max(1, images.Count));
        float[] features = new float[chunk * store.FeatureCount];
        float[] probabilities = new float[chunk * store.CategoryCount];
        ParallelOptions parallel = new() { CancellationToken = cancellationToken };
        for (int start = 0; start < images.Count; start += chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StoredImage[] some = [.. images.Skip(start).Take(chunk)];
            Load(some, store, features, probabilities, parallel);
            Dictionary<PatchWeights, PatchOutputs> outputs = Multiply(layers, features.AsMemory(0, some.Length * store.FeatureCount), some.Length, runner, cancellationToken);
            Parallel.ForEach(evaluations, parallel, evaluation => evaluation.Observe(some, outputs, probabilities));
        }
    }

    private static Dictionary<PatchWeights, PatchOutputs> Multiply(
        PatchWeights[] layers, ReadOnlyMemory<float> features, int images, IPatchRunner runner, CancellationToken cancellationToken)
    {
        IReadOnlyList<PatchOutputs> outputs = layers.Length == 1
            ? [runner.Run(layers[0], features, images, cancellationToken)]
            : runner.Run(layers, features, images, cancellationToken);
        Dictionary<PatchWeights, PatchOutputs> byLayer = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < layers.Length; i++)
        {
            byLayer.Add(layers[i], outputs[i]);
        }

        return byLayer;
    }

    private static void Load(StoredImage[] images, FeatureStore store, float[] features, float[] probabilities, ParallelOptions parallel)
    {
        void LoadRange(Tuple<int, int> range)
        {
            for (int i = range.Item1; i < range.Item2; i++)
            {
                if (!store.TryFind(images[i].Key, out FeatureRecord record))
                {
                    throw new InvalidOperationException($"The feature store lost the image {images[i].Key} during the test.");
                }

                record.CopyFeatures(features.AsSpan(i * store.FeatureCount, store.FeatureCount));
                record.Probabilities.CopyTo(probabilities.AsSpan(i * store.CategoryCount));
            }
        }

        try
        {
            Parallel.ForEach(Partitioner.Create(0, images.Length, 64), parallel, LoadRange);
        }
        catch (AggregateException several) when (several.InnerExceptions[0] is InvalidOperationException lost)
        {
            throw new InvalidOperationException(lost.Message, several);
        }
    }

    private void Observe(StoredImage[] images, Dictionary<PatchWeights, PatchOutputs> outputs, float[] baseProbabilities)
    {
        bool[] fired = Enumerable.Repeat(true, images.Length).ToArray();
        float[] read = baseProbabilities;
        int[] answers = [];
        foreach (LineageStep step in lineage.Steps)
        {
            int width = step.ReadOutputs.Outputs.Count;
            for (int i = 0; i < images.Length; i++)
            {
                fired[i] &= TriggerEvaluation.Evaluate(step.Package.Manifest.Trigger, read.AsSpan(i * width, width), step.TriggerPositions).Fired;
            }

            PatchOutputs said = outputs[step.Package.Weights];
            (read, answers) = (said.Probabilities, said.Answers);
        }

        int outputCount = lineage.Last.Package.Weights.Outputs;
        for (int i = 0; i < images.Length; i++)
        {
            StoredImage image = images[i];
            _observations.Add(new ImageObservation(
                image.Image, roles.Of(image.Image.Tag), image.BaseAnswer, image.BaseRight, fired[i], answers[i], read.AsMemory(i * outputCount, outputCount)));
        }
    }
}
