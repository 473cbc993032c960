using Microsoft.Extensions.Options;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Secrets;

/// <summary>Where keys lie (section <c>Server</c>): the same folder as the keys that protect cookies and one-time links.</summary>
public sealed class KeyFolderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Server";

    /// <summary>The folder; <c>keys</c> in the data folder when absent. All processes of a market share it.</summary>
    public string? KeysFolder { get; set; }
}

/// <summary>Secrets that the market makes for itself, each a file that its owner alone may read.</summary>
public sealed class KeyFolder(IOptions<KeyFolderOptions> options, IOptions<MarketOptions> market)
{
    private readonly Lock _making = new();

    /// <summary>The folder.</summary>
    public string Path => options.Value.KeysFolder ?? System.IO.Path.Combine(market.Value.DataFolder, "keys");

    /// <summary>A secret by the name of its file, made once: of two processes that start at once, one makes it and both read it.</summary>
    public byte[] ReadOrMake(string name, Func<byte[]> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        string path = System.IO.Path.Combine(Path, name);
        lock (_making)
        {
            if (!File.Exists(path))
            {
                Make(path, make());
            }

            return File.ReadAllBytes(path);
        }
    }

    private static void Make(string path, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        string part = $"{path}.{Guid.NewGuid():N}.part";
        FileStreamOptions ownerOnly = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            ownerOnly.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(part, ownerOnly))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(part, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(part); // Another process was first; its secret counts.
        }
    }
}
