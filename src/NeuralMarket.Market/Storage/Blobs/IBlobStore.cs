namespace NeuralMarket.Market.Storage.Blobs;

/// <summary>Files by name. Names carry the content's hash, so a name always means the same bytes.</summary>
public interface IBlobStore
{
    /// <summary>Stores a file; one that is already there stays as it is.</summary>
    Task PutAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading, seekable; <see langword="null"/> when there is none.</summary>
    Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Whether there is one.</summary>
    Task<bool> ExistsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes it, if it is there.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names of all files in a folder (<c>features/abc</c> for <c>features/abc/NAME</c>), without it, in no order; folders in it are left out.</summary>
    IAsyncEnumerable<string> ListAsync(string folder, CancellationToken cancellationToken);
}
