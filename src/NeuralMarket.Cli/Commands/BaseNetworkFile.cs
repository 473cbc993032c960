using NeuralMarket.Cli.Files;
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
        Reading<BaseNetwork> reading = Read(path);
        return reading.Value ?? throw new UnusableException(CallProblem.Base, $"{path} is not a valid base network: {reading.Findings[0].Message} ({reading.Findings[0].Rule}). Run: neuralmarket base check {path}");
    }

    /// <summary>Reads it with everything that is to be said about it.</summary>
    /// <exception cref="UnusableException">One of its files cannot be read.</exception>
    public static Reading<BaseNetwork> Read(string path)
    {
        InputFile.Existing(path);
        try
        {
            return BaseNetwork.Open(path);
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.File, $"One of the files of {path} cannot be read: NAME.txt, NAME.data and the categories stand side by side, and all must be readable.");
        }
    }
}
