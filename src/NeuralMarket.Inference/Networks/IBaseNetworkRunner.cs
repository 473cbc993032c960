using NeuralMarket.Format.BaseNetworks;

namespace NeuralMarket.Inference.Networks;

/// <summary>A loaded base network, ready to run. Safe to call from several threads: calls take turns.</summary>
public interface IBaseNetworkRunner : IDisposable
{
    /// <summary>The network.</summary>
    BaseNetwork Network { get; }

    /// <summary>What it runs on, for reports.</summary>
    string DeviceName { get; }

    /// <summary>How many images it takes at once; a longer batch runs in chunks of this size, so it is the best size to feed.</summary>
    int MaximumBatch { get; }

    /// <summary>Runs the network.</summary>
    /// <param name="inputs">[count, 3, H, W], as <see cref="Images.InputTransform"/> makes them; longer is allowed, the rest is ignored.</param>
    /// <param name="count">How many images; any number from 0.</param>
    /// <param name="cancellationToken">Looked at between chunks.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> is too short.</exception>
    /// <exception cref="Devices.OpenClException">The device or its driver broke.</exception>
    BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken);
}

/// <summary>What a base network put out.</summary>
/// <param name="Count">n, how many images.</param>
/// <param name="FeatureCount">F.</param>
/// <param name="CategoryCount">N.</param>
/// <param name="Features">What the last dense layer read, [n, F].</param>
/// <param name="Probabilities">Softmax outputs, [n, N].</param>
public sealed record BaseOutputs(int Count, int FeatureCount, int CategoryCount, float[] Features, float[] Probabilities)
{
    /// <summary>One image's features, [F].</summary>
    public ReadOnlySpan<float> FeaturesOf(int image) => Features.AsSpan(image * FeatureCount, FeatureCount);

    /// <summary>One image's probabilities, [N].</summary>
    public ReadOnlySpan<float> ProbabilitiesOf(int image) => Probabilities.AsSpan(image * CategoryCount, CategoryCount);

    /// <summary>Copies these outputs to where a larger batch has them, from image <paramref name="first"/> on.</summary>
    internal void CopyTo(BaseOutputs batch, int first)
    {
        Features.CopyTo(batch.Features, first * FeatureCount);
        Probabilities.CopyTo(batch.Probabilities, first * CategoryCount);
    }

    internal static BaseOutputs Allocate(NetworkDefinition definition, long inputLength, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long needed = definition.Input.Count * count;
        if (inputLength < needed)
        {
            throw new ArgumentException($"{count} images of {definition.Input} need {needed} input values, not {inputLength}.");
        }

        (int features, int categories) = (definition.FeatureCount, definition.CategoryCount);
        return new BaseOutputs(count, features, categories, new float[checked(count * features)], new float[checked(count * categories)]);
    }
}
