namespace NeuralMarket.Testing.Services;

/// <summary>Where the programs of the test services are, and what to say when one is missing.</summary>
internal static class InstalledPrograms
{
    private static readonly string[] ExtraFolders = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

    public static string? Find(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(ExtraFolders).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    public static string? MissingReason(string program, string? found) =>
        found is null ? $"{program} is not installed. Run infra/install.sh tests." : null;

    /// <summary>The folder above the running tests that has this file or folder, by its relative path; null when there is none.</summary>
    public static string? FindAbove(string relativePath)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, relativePath);
            if (Path.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
