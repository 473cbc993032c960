namespace NeuralMarket.Cli.Files;

/// <summary>Files that a call names, read with a limit: a path may lead to a pipe or a device that never ends.</summary>
internal static class InputFile
{
    /// <summary>The path itself, when it can be opened for reading.</summary>
    /// <exception cref="UnusableException">It cannot.</exception>
    public static string Existing(string path)
    {
        using FileStream file = Open(path);
        return path;
    }

    /// <summary>At most <paramref name="limit"/> bytes of a file; one byte more when there are more.</summary>
    /// <exception cref="UnusableException">It cannot be read.</exception>
    public static byte[] Read(string path, int limit)
    {
        using FileStream file = Open(path);
        return Read(file, path, limit);
    }

    /// <summary>The same from an open file.</summary>
    /// <exception cref="UnusableException">It cannot be read.</exception>
    public static byte[] Read(FileStream file, string path, int limit)
    {
        try
        {
            // The file may grow while it is read, and a pipe has no length.
            using MemoryStream content = new(file.CanSeek ? (int)Math.Min(file.Length, limit) + 1 : 0);
            byte[] block = new byte[1 << 16];
            int count;
            while (content.Length <= limit && (count = file.Read(block, 0, (int)Math.Min(block.Length, limit + 1L - content.Length))) > 0)
            {
                content.Write(block, 0, count);
            }

            return content.ToArray();
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.File, FileTrouble.Reading(path, problem));
        }
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="UnusableException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.File, FileTrouble.Reading(path, problem));
        }
    }
}
