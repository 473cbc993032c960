using NeuralMarket.Cli.Files;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Cli.Commands;

/// <summary>Where the base network's outputs are kept between runs.</summary>
internal static class FeatureStoreFolder
{
    /// <summary>Opens the store in the folder named, or in the user's cache; where that cannot be written, for this run in the temporary folder.</summary>
    /// <exception cref="UnusableException">The folder named cannot be written.</exception>
    public static FeatureStore Open(string? named, BaseNetwork network)
    {
        string folder = named ?? Default();
        try
        {
            return FeatureStore.Open(folder, network);
        }
        catch (Exception problem) when (named is not null && FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.Output, $"The folder {named} cannot be used for --store: it cannot be written, or another run holds it.");
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            Output.Warn($"{folder} cannot be written; the base network's outputs are not kept for the next run.");
            return FeatureStore.Open(Directory.CreateTempSubdirectory("neuralmarket-features-").FullName, network);
        }
    }

    private static string Default()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            cache = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        return Path.Combine(Path.IsPathRooted(cache) ? cache : Path.GetTempPath(), "neuralmarket", "features");
    }
}
