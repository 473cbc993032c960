namespace NeuralMarket.Inference.Networks;

/// <summary>How a network is loaded.</summary>
public sealed record NetworkRunnerOptions
{
    /// <summary>The defaults.</summary>
    public static NetworkRunnerOptions Default { get; } = new();

    /// <summary>The most images at once, from 1; fewer are taken when the device's memory does not allow it.</summary>
    public int MaximumBatch { get; init; } = 32;
}
