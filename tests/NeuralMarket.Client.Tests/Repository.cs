namespace NeuralMarket.Client.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>A file in it.</summary>
    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "NeuralMarket.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}
