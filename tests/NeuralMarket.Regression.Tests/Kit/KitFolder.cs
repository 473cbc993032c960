namespace NeuralMarket.Regression.Tests.Kit;

/// <summary>The folder of real data beside the repository; tests that need it are skipped where it is absent.</summary>
internal static class KitFolder
{
    public static string? Path { get; } = Environment.GetEnvironmentVariable("NEURALMARKET_KIT") ?? Find();

    private static string? Find()
    {
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
