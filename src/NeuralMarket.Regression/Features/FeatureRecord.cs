namespace NeuralMarket.Regression.Features;

/// <summary>What the store keeps of one image: the base network's outputs, or why there are none.</summary>
/// <remarks>The spans point into the mapped file; they are valid until the store is disposed.</remarks>
public readonly ref struct FeatureRecord
{
    internal FeatureRecord(ReadOnlySpan<float> features, ReadOnlySpan<float> probabilities, ImageFailure? failure)
    {
        Features = features;
        Probabilities = probabilities;
        Failure = failure;
    }

    /// <summary>What the base network's last dense layer reads, [F]; empty for a failure.</summary>
    public ReadOnlySpan<float> Features { get; }

    /// <summary>The base network's softmax outputs, [N]; empty for a failure.</summary>
    public ReadOnlySpan<float> Probabilities { get; }

    /// <summary>Why the image has no outputs; <see langword="null"/> when it has.</summary>
    public ImageFailure? Failure { get; }
}

/// <summary>Why an image cannot go through the base network; kept, so that it is not tried again every time.</summary>
/// <param name="Rule">The stable rule code.</param>
/// <param name="Message">The reason in a plain sentence.</param>
public sealed record ImageFailure(string Rule, string Message);
