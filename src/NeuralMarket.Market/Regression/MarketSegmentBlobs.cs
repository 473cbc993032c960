using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Market.Regression;

/// <summary>Segments of feature stores among the market's blobs: <c>features/SHELF/SHA256</c>.</summary>
internal sealed class MarketSegmentBlobs(IBlobStore blobs) : ISegmentBlobs
{
    public IAsyncEnumerable<string> ListAsync(string shelf, CancellationToken cancellationToken) => blobs.ListAsync($"features/{shelf}", cancellationToken);

    public Task PutAsync(string shelf, string sha256, Stream content, CancellationToken cancellationToken) => blobs.PutAsync(NameOf(shelf, sha256), content, cancellationToken);

    public async Task<Stream> OpenAsync(string shelf, string sha256, CancellationToken cancellationToken) =>
        await blobs.OpenReadAsync(NameOf(shelf, sha256), cancellationToken) ?? throw new IOException($"The blob {NameOf(shelf, sha256)} is missing.");

    private static string NameOf(string shelf, string sha256) => $"features/{shelf}/{sha256}";
}
