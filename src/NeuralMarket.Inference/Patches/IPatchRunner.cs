using NeuralMarket.Format.Weights;

namespace NeuralMarket.Inference.Patches;

/// <summary>Runs a patch's layer over many images' features. Safe to call from several threads: calls take turns.</summary>
public interface IPatchRunner : IDisposable
{
    /// <summary>Runs one patch: logits = weight · features + bias, then softmax (specialneurons.md, "weights.safetensors").</summary>
    /// <param name="weights">The layer, K × F.</param>
    /// <param name="features">The base network's features, [count, F]; longer is allowed, the rest is ignored.</param>
    /// <param name="count">How many images; any number from 0.</param>
    /// <param name="cancellationToken">Looked at between chunks.</param>
    /// <exception cref="ArgumentException"><paramref name="features"/> is too short.</exception>
    /// <exception cref="Devices.OpenClException">The device or its driver broke.</exception>
    PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken);

    /// <summary>Runs many patches over the same features, to re-test a catalogue: as few products as the device allows.</summary>
    /// <param name="patches">The layers, each K × F with its own K; any number.</param>
    /// <param name="features">The base network's features, [count, F]; longer is allowed, the rest is ignored.</param>
    /// <param name="count">How many images; any number from 0.</param>
    /// <param name="cancellationToken">Looked at between chunks.</param>
    /// <returns>Each patch's outputs, in the patches' order.</returns>
    /// <exception cref="ArgumentException"><paramref name="features"/> is too short, or the patches differ in F.</exception>
    /// <exception cref="Devices.OpenClException">The device or its driver broke.</exception>
    IReadOnlyList<PatchOutputs> Run(IReadOnlyList<PatchWeights> patches, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patches);
        PatchOutputs.ThrowIfUnequal(patches);
        return [.. patches.Select(weights => Run(weights, features, count, cancellationToken))];
    }
}

/// <summary>What a patch put out.</summary>
/// <param name="Count">n, how many images.</param>
/// <param name="OutputCount">K.</param>
/// <param name="Probabilities">Softmax outputs, [n, K].</param>
/// <param name="Answers">0-based position of each image's largest output, the lowest among equals, [n].</param>
public sealed record PatchOutputs(int Count, int OutputCount, float[] Probabilities, int[] Answers)
{
    /// <summary>One image's probabilities, [K].</summary>
    public ReadOnlySpan<float> ProbabilitiesOf(int image) => Probabilities.AsSpan(image * OutputCount, OutputCount);

    internal static void ThrowIfUnequal(IReadOnlyList<PatchWeights> patches)
    {
        if (patches.Select(weights => weights.Features).Distinct().Skip(1).Any())
        {
            throw new ArgumentException("Patches that run together read the same features; these differ in how many they read.", nameof(patches));
        }
    }

    internal static PatchOutputs Allocate(PatchWeights weights, long featuresLength, int count)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long needed = (long)weights.Features * count;
        if (featuresLength < needed)
        {
            throw new ArgumentException($"{count} images of {weights.Features} features need {needed} values, not {featuresLength}.");
        }

        return new PatchOutputs(count, weights.Outputs, new float[checked(count * weights.Outputs)], new int[count]);
    }
}
