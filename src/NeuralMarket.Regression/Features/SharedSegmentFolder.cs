using System.Runtime.CompilerServices;

namespace NeuralMarket.Regression.Features;

/// <summary>Segments shared in a folder that several machines see: a folder a shelf, a file a segment.</summary>
/// <param name="path">The folder; created when something is put into it.</param>
public sealed class SharedSegmentFolder(string path) : ISegmentBlobs
{
    private const string PartExtension = ".part";

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string shelf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        DirectoryInfo folder = new(Path.Combine(path, shelf));
        foreach (FileInfo file in folder.Exists ? folder.EnumerateFiles().Where(file => file.Extension != PartExtension) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file.Name;
        }
    }

    /// <inheritdoc/>
    public async Task PutAsync(string shelf, string sha256, Stream content, CancellationToken cancellationToken)
    {
        string target = Path.Combine(path, shelf, sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string part = $"{target}.{Guid.NewGuid():N}{PartExtension}";
        try
        {
            FileStream file = new(part, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }

            File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string shelf, string sha256, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new FileStream(Path.Combine(path, shelf, sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
}
