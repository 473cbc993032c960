using NeuralMarket.Format.Triggers;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Evaluates a lineage over stored images, some at a time, so that a large set does not have to fit into memory.</summary>
internal sealed class LineageEvaluation(PatchLineage lineage, TagRoles roles, IPatchRunner runner)
{
    private readonly List<ImageObservation> _observations = [];

    public PatchLineage Lineage => lineage;

    public IReadOnlyList<ImageObservation> Observations => _observations;

    /// <summary>Evaluates the lineage on all images from the store's records.</summary>
    public static void RunAll(
        IReadOnlyList<LineageEvaluation> evaluations, IReadOnlyList<StoredImage> images, FeatureStore store, CancellationToken cancellationToken)
    {
        int chunk = Math.Max(1, Math.Min(images.Count, (32 << 20) / sizeof(float) / (store.FeatureCount + store.CategoryCount)));
        float[] features = new float[chunk * store.FeatureCount];
        float[] probabilities = new float[chunk * store.CategoryCount];
        for (int start = 0; start < images.Count; start += chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StoredImage[] some = [.. images.Skip(start).Take(chunk)];
            Load(some, store, features, probabilities);
            foreach (LineageEvaluation evaluation in evaluations)
            {
                evaluation.Run(some, features, probabilities, cancellationToken);
            }
        }
    }

    private static void Load(StoredImage[] images, FeatureStore store, float[] features, float[] probabilities)
    {
        for (int i = 0; i < images.Length; i++)
        {
            if (!store.TryFind(images[i].Key, out FeatureRecord record))
            {
                throw new InvalidOperationException($"The feature store lost the image {images[i].Key} during the test.");
            }

            record.Features.CopyTo(features.AsSpan(i * store.FeatureCount));
            record.Probabilities.CopyTo(probabilities.AsSpan(i * store.CategoryCount));
        }
    }

    private void Run(StoredImage[] images, float[] features, float[] baseProbabilities, CancellationToken cancellationToken)
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

            PatchOutputs outputs = runner.Run(step.Package.Weights, features.AsMemory(0, images.Length * step.Package.Weights.Features), images.Length, cancellationToken);
            (read, answers) = (outputs.Probabilities, outputs.Answers);
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
