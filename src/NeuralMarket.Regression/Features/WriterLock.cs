namespace NeuralMarket.Regression.Features;

/// <summary>One writer at a time over all processes: an exclusively opened file, which the operating system lets go of when its holder dies.</summary>
internal static class WriterLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<FileStream> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        FileStream? held;
        while ((held = TryAcquire(path)) is null)
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        return held;
    }

    /// <summary>For the moment in which the file is created; holders at that moment hold for milliseconds.</summary>
    /// <exception cref="IOException">It stays held.</exception>
    public static FileStream Acquire(string path)
    {
        for (int attempt = 0; attempt < 500; attempt++)
        {
            if (TryAcquire(path) is { } held)
            {
                return held;
            }

            Thread.Sleep(Pause);
        }

        throw new IOException($"Another process holds {path}. Wait until it has finished writing, then try again.");
    }

    private static FileStream? TryAcquire(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException problem) when (problem is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(path))
        {
            return null;
        }
    }
}
