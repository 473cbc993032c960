using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Cli.Commands;

/// <summary>Opens the base network that a command was given.</summary>
internal static class BaseNetworkFile
{
    /// <summary>Opens it.</summary>
    /// <exception cref="UnusableException">It is missing or not valid.</exception>
    public static BaseNetwork Open(string path)
    {
        Reading<BaseNetwork> reading = BaseNetwork.Open(Existing(path));
        return reading.Value ?? throw new UnusableException($"{path} is not a valid base network: {reading.Findings[0].Message} ({reading.Findings[0].Rule}). Run: neuralmarket base check {path}");
    }

    /// <summary>The path itself, when a file is there.</summary>
    /// <exception cref="UnusableException">There is none.</exception>
    public static string Existing(string path) => File.Exists(path) ? path : throw new UnusableException($"There is no file {path}.");
}
