namespace NeuralMarket.Market.Storage.Blobs;

/// <summary>Reading whole blobs.</summary>
public static class BlobStoreReading
{
    /// <summary>Reads a blob that must be there.</summary>
    /// <exception cref="IOException">It is not there: storage lost it.</exception>
    public static async Task<byte[]> ReadAllAsync(this IBlobStore blobs, string name, CancellationToken cancellationToken)
    {
        await using Stream content = await blobs.OpenReadAsync(name, cancellationToken) ?? throw new IOException($"The blob {name} is missing.");
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }

    /// <summary>Copies a blob that must be there into a file, whole or not at all; a file that is there stays.</summary>
    /// <exception cref="IOException">The blob is not there: storage lost it.</exception>
    public static async Task CopyToFileAsync(this IBlobStore blobs, string name, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string part = $"{path}.{Guid.NewGuid():N}.part";
        await using (Stream content = await blobs.OpenReadAsync(name, cancellationToken) ?? throw new IOException($"The blob {name} is missing."))
        await using (FileStream file = new(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await content.CopyToAsync(file, cancellationToken);
        }

        File.Move(part, path, overwrite: true);
    }
}
