namespace NeuralMarket.Cli.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file in it.</summary>
    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    /// <summary>A program of <c>src</c>, built like these tests.</summary>
    public static string BuiltProgram(string project, string name)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
        string program = File("src", project, "bin", configuration, "net10.0", OperatingSystem.IsWindows() ? name + ".exe" : name);
        return System.IO.File.Exists(program) ? program : throw new InvalidOperationException($"{program} is not built.");
    }

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
