namespace NeuralMarket.Regression.Features;

/// <summary>What the store keeps of one image: the base network's outputs, or why there are none.</summary>
/// <remarks>The spans point into the mapped file; they are valid until the store is disposed.</remarks>
public readonly ref struct FeatureRecord
{
    private readonly ReadOnlySpan<float> _features;
    private readonly ReadOnlySpan<Half> _halves;
    private readonly int _exponent;

    internal FeatureRecord(ReadOnlySpan<float> features, ReadOnlySpan<float> probabilities)
    {
        _features = features;
        Probabilities = probabilities;
    }

    internal FeatureRecord(ReadOnlySpan<Half> features, int exponent, ReadOnlySpan<float> probabilities)
    {
        _halves = features;
        _exponent = exponent;
        Probabilities = probabilities;
    }

    internal FeatureRecord(ImageFailure failure) => Failure = failure;

    /// <summary>What the base network's last dense layer reads, [F]; empty for a failure. Widened at every call when they are kept in 16 bits.</summary>
    public ReadOnlySpan<float> Features
    {
        get
        {
            if (_halves.IsEmpty)
            {
                return _features;
            }

            float[] features = new float[_halves.Length];
            CopyFeatures(features);
            return features;
        }
    }

    /// <summary>The base network's softmax outputs, [N]; empty for a failure.</summary>
    public ReadOnlySpan<float> Probabilities { get; }

    /// <summary>Why the image has no outputs; <see langword="null"/> when it has.</summary>
    public ImageFailure? Failure { get; }

    /// <summary>Copies <see cref="Features"/> without allocating.</summary>
    /// <param name="target">At least F long.</param>
    public void CopyFeatures(Span<float> target)
    {
        if (_halves.IsEmpty)
        {
            _features.CopyTo(target);
        }
        else
        {
            HalfFeatures.Read(_halves, _exponent, target);
        }
    }
}

/// <summary>Why an image cannot go through the base network; kept, so that it is not tried again every time.</summary>
/// <param name="Rule">The stable rule code.</param>
/// <param name="Message">The reason in a plain sentence.</param>
public sealed record ImageFailure(string Rule, string Message);
