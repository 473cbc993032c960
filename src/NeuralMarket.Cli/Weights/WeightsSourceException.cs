namespace NeuralMarket.Cli.Weights;

/// <summary>A file with weights cannot be taken; the message says why, the remedy what to do.</summary>
internal sealed class WeightsSourceException(string file, string message, string remedy) : Exception(message)
{
    /// <summary>The rule under which it is reported.</summary>
    public const string Rule = "weights.source";

    public string File { get; } = file;

    public string Remedy { get; } = remedy;
}
