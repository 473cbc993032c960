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
}
