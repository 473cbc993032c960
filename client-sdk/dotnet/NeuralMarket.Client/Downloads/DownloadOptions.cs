namespace NeuralMarket.Client.Downloads;

/// <summary>Patience with a bad network.</summary>
public sealed record DownloadOptions
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row a connection may break without bringing a byte.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>How long a connection may say nothing.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after the first failure; it doubles after each further one, up to 30 seconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    internal TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 10)));
}
