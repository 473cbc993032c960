namespace NeuralMarket.Inference.Networks;

/// <summary>How a network is loaded.</summary>
public sealed record NetworkRunnerOptions
{
    /// <summary>The defaults.</summary>
    public static NetworkRunnerOptions Default { get; } = new();

    /// <summary>The most images at once, from 1; fewer are taken when the device's memory does not allow it.</summary>
    public int MaximumBatch { get; init; } = 32;

    /// <summary>
    /// Whether dense layers keep their weights in half precision where the device has kernels for it: half the memory, and up to twice as fast for one image.
    /// Moves VGG16's probabilities by up to 0.0002; never use it for results that are compared with others.
    /// </summary>
    public bool HalfPrecisionDense { get; init; }

    /// <summary>
    /// Where weights are kept in the kernels' order, so that the next start need not compute them; <see langword="null"/> for the user's own cache folder, empty for
    /// nowhere. A folder that cannot be written costs time at the next start and nothing else.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>The most that the cache folder holds, in bytes; what was not used for longest goes first.</summary>
    public long CacheLimitBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Told what an operator should know, in plain sentences: a damaged or unwritable cache.</summary>
    public Action<string>? Notice { get; init; }
}
