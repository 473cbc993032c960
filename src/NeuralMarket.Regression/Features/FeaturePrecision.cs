namespace NeuralMarket.Regression.Features;

/// <summary>In how many bits features are kept. Probabilities, by which triggers fire, are always kept in 32.</summary>
public enum FeaturePrecision
{
    /// <summary>32 bits (IEEE 754 binary32): what the base network put out.</summary>
    Single = 0,

    /// <summary>16 bits (IEEE 754 binary16) with an exponent for each image: half the disk and half the reading, features rounded by up to 1 part in 2,048.</summary>
    Half = 1,
}

/// <summary>How a store keeps what is appended to it.</summary>
public sealed record FeatureStoreOptions
{
    /// <summary>32 bits, segments of 256 MiB.</summary>
    public static FeatureStoreOptions Default { get; } = new();

    /// <summary>How precisely. A store opened for 32 bits does not see segments of 16: their images are computed again.</summary>
    public FeaturePrecision Precision { get; init; } = FeaturePrecision.Single;

    /// <summary>The most bytes of a segment; at least one record goes into each.</summary>
    public long SegmentBytes { get; init; } = 256L << 20;
}
