namespace NeuralMarket.Cli.Files;

/// <summary>Files that a call writes: whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a place that cannot take a file, before long work is done for it.</summary>
    /// <exception cref="UnusableException">It is a folder, or its folder is not there.</exception>
    public static void CheckPlace(string path)
    {
        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new UnusableException(CallProblem.Output, FileTrouble.Writing(path, new IOException()));
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new UnusableException(CallProblem.Output, FileTrouble.Writing(path, new DirectoryNotFoundException()));
        }
    }

    /// <summary>Writes beside the place and moves it there, so that a full disk leaves no half file.</summary>
    /// <exception cref="UnusableException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        CheckPlace(path);
        try
        {
            if (File.Exists(path) && !IsPlain(path))
            {
                File.WriteAllBytes(path, content);
                return;
            }

            string part = $"{path}.{Environment.ProcessId}.part";
            try
            {
                File.WriteAllBytes(part, content);
                File.Move(part, path, overwrite: true);
            }
            finally
            {
                File.Delete(part);
            }
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.Output, FileTrouble.Writing(path, problem));
        }
    }

    // A link or a device (/dev/stdout) is written through, not replaced.
    private static bool IsPlain(string path) => new FileInfo(path) is { LinkTarget: null } file && file.Attributes is var attributes
        && (attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0
        && !path.StartsWith("/dev/", StringComparison.Ordinal);
}
