namespace NeuralMarket.Server.Tests;

/// <summary>Files of the repository that the tests compare with.</summary>
internal static class Repository
{
    public static string File(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "NeuralMarket.sln")))
                return Path.Combine(folder.FullName, path);
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
