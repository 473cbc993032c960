using System.Diagnostics;

namespace NeuralMarket.Testing.Services;

/// <summary>A folder of one test service under the system's temporary folder, deleted when the service is disposed.</summary>
internal sealed class ServiceFolder : IDisposable
{
    // Services run as users of their own, who must be able to walk through the folder to their files.
    private const UnixFileMode WalkedThroughByOthers = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private ServiceFolder(string path) => Path = path;

    public string Path { get; }

    public static ServiceFolder Create(string service)
    {
        var folder = Directory.CreateTempSubdirectory($"neuralmarket-{service}-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, WalkedThroughByOthers);
        return new ServiceFolder(folder);
    }

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string CreateSubfolder(string name) => Directory.CreateDirectory(Combine(name)).FullName;

    public string Write(string name, string content)
    {
        var path = Combine(name);
        File.WriteAllText(path, content);
        return path;
    }

    public static async Task GiveToAsync(string path, string owner, CancellationToken cancellationToken)
    {
        using var chown = Process.Start("chown", ["-R", owner, path]);
        await chown.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that is still closing its files may hold the folder; the system empties its temporary folder.
        }
    }
}
