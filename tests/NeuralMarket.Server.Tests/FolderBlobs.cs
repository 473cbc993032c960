using NeuralMarket.Market.Storage.Blobs;

namespace NeuralMarket.Server.Tests;

/// <summary>Blobs in a folder, for a host that brings no store of its own.</summary>
public sealed class FolderBlobs(string folder) : IBlobStore
{
    public async Task PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = File.Create(path);
        await content.CopyToAsync(file, cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(File.Exists(PathOf(name)) ? File.OpenRead(PathOf(name)) : null);

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(name)));

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
