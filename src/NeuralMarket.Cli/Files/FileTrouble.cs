namespace NeuralMarket.Cli.Files;

/// <summary>Says in our own words why a path cannot be used.</summary>
internal static class FileTrouble
{
    /// <summary>Whether it is the file system's trouble and not a bug.</summary>
    public static bool Is(Exception problem) =>
        problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException;

    /// <summary>Why a file cannot be read.</summary>
    public static string Reading(string path, Exception problem) => path.Length == 0 ? "An empty path names no file." : problem switch
    {
        _ when Directory.Exists(path) => $"{path} is a folder, not a file.",
        FileNotFoundException or DirectoryNotFoundException => $"There is no file {path}.",
        UnauthorizedAccessException => $"{path} may not be read with your permissions.",
        PathTooLongException => $"The path of {path.Length} characters is too long.",
        ArgumentException => $"{path} is not a path.",
        _ => $"{path} cannot be read; the disk or the network in front of it failed.",
    };

    /// <summary>Why a file cannot be written.</summary>
    public static string Writing(string path, Exception problem) => path.Length == 0 ? "An empty path names no file." : problem switch
    {
        _ when Directory.Exists(path) => $"{path} is a folder; name a file in it.",
        DirectoryNotFoundException => $"There is no folder for {path}; make it first.",
        UnauthorizedAccessException => $"{path} may not be written with your permissions.",
        PathTooLongException => $"The path of {path.Length} characters is too long.",
        ArgumentException => $"{path} is not a path.",
        _ => $"{path} cannot be written; is the disk full?",
    };
}
