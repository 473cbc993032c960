namespace NeuralMarket.Regression.Features;

/// <summary>Where workers share sealed segments: a blob store, a network folder. A segment is named by its SHA-256 and never changes, so nothing is ever overwritten.</summary>
public interface ISegmentBlobs
{
    /// <summary>The SHA-256 of every segment on a shelf, lower-case hex.</summary>
    /// <param name="shelf">Names a base network and a precision (<see cref="SegmentSharing.ShelfOf"/>).</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<string> ListAsync(string shelf, CancellationToken cancellationToken);

    /// <summary>Puts a segment on a shelf; one that is there already stays.</summary>
    Task PutAsync(string shelf, string sha256, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens a segment for reading from its beginning to its end.</summary>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    Task<Stream> OpenAsync(string shelf, string sha256, CancellationToken cancellationToken);
}
