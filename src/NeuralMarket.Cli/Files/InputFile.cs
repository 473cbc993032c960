using System.Security.Cryptography;

namespace NeuralMarket.Cli.Files;

/// <summary>Files that a call names, read with a limit: a path may lead to a pipe or a device that never ends.</summary>
internal static class InputFile
{
    /// <summary>How long somebody may take to write into a pipe that a path leads to.</summary>
    private static readonly TimeSpan PipePatience = TimeSpan.FromSeconds(5);

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

    /// <summary>The SHA-256 of a file, lower-case hex.</summary>
    /// <exception cref="UnusableException">It cannot be read.</exception>
    public static string Sha256(string path)
    {
        using FileStream file = Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="UnusableException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            FileStream Opened() => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return MayBePipe(path) ? OpenWithin(PipePatience, Opened, path) : Opened();
        }
        catch (Exception problem) when (FileTrouble.Is(problem))
        {
            throw new UnusableException(CallProblem.File, FileTrouble.Reading(path, problem));
        }
    }

    // Pipes and devices have no length; an empty file opens at once anyway.
    private static bool MayBePipe(string path) => !OperatingSystem.IsWindows() && new FileInfo(path) is { Exists: true, Length: 0 };

    /// <summary>A pipe into which nobody writes would keep the call waiting for ever; a thread that waits for it ends with the process.</summary>
    private static FileStream OpenWithin(TimeSpan patience, Func<FileStream> open, string path)
    {
        FileStream? file = null;
        Exception? trouble = null;
        Thread opening = new(() =>
        {
            try
            {
                file = open();
            }
            catch (Exception problem) when (FileTrouble.Is(problem))
            {
                trouble = problem;
            }
        })
        { IsBackground = true };
        opening.Start();
        if (!opening.Join(patience))
        {
            throw new UnusableException(CallProblem.File, $"{path} is a pipe into which nobody writes.");
        }

        return file ?? throw trouble!;
    }
}
