namespace NeuralMarket.Testing;

/// <summary>The kit of real photos, a trained network, patches and expected results. It lies beside the repository, or is not there: its tests are skipped then.</summary>
public static class KitFolder
{
    /// <summary>Names the kit's folder when it lies somewhere else.</summary>
    public const string Variable = "NEURALMARKET_KIT";

    /// <summary>The folder, or <see langword="null"/> when it is absent.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string kit = System.IO.Path.Combine(folder.FullName, "shared", "kit");
            if (Directory.Exists(kit))
            {
                return kit;
            }
        }

        return null;
    }
}
