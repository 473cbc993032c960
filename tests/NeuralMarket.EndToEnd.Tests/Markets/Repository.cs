namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>Places in the repository.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The configuration that these tests were built in: <c>Release</c> or <c>Debug</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NeuralMarket.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
