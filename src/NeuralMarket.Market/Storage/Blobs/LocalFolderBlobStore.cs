using System.Runtime.CompilerServices;

namespace NeuralMarket.Market.Storage.Blobs;

/// <summary>Blobs as files in one folder. A file appears under its name whole and on disk, or not at all.</summary>
public sealed class LocalFolderBlobStore(string root) : IBlobStore
{
    // Beside the blobs, so that a rename never crosses file systems; no blob's name begins with a point.
    private readonly string _parts = Path.Combine(root, ".parts");

    /// <inheritdoc/>
    public async Task PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(_parts);
        string part = Path.Combine(_parts, Guid.NewGuid().ToString("N"));
        try
        {
            await using (FileStream file = new(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(name)));

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        DirectoryInfo listed = new(PathOf(folder));
        foreach (FileInfo file in listed.Exists ? listed.EnumerateFiles() : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file.Name;
        }
    }

    private string PathOf(string name) => Path.Combine(root, BlobName.Check(name));
}
