namespace NeuralMarket.Market.Tests;

/// <summary>Compares a text with the one that is checked in. <c>NEURALMARKET_UPDATE_SNAPSHOTS=1</c> writes it anew.</summary>
internal static class Snapshot
{
    public static void Assert(string name, string text)
    {
        var path = Path.Combine(Root(), "tests", "NeuralMarket.Market.Tests", "Snapshots", name);
        if (Environment.GetEnvironmentVariable("NEURALMARKET_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        Xunit.Assert.True(File.Exists(path), $"There is no {name} yet; write it with NEURALMARKET_UPDATE_SNAPSHOTS=1 and read it.");
        Xunit.Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text.ReplaceLineEndings("\n"));
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NeuralMarket.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
