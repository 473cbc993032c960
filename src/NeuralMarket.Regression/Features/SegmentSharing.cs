using System.Security.Cryptography;

namespace NeuralMarket.Regression.Features;

/// <summary>What an exchange of segments did.</summary>
/// <param name="Sent">Segments that were put up.</param>
/// <param name="Received">Segments that were fetched.</param>
/// <param name="Refused">Names of those that are not what they are called, or not of this base network; they were not taken in.</param>
public sealed record SharingResult(int Sent, int Received, IReadOnlyList<string> Refused);

/// <summary>Shares what workers computed: each puts up its sealed segments and fetches the others'.</summary>
public static class SegmentSharing
{
    /// <summary>The largest segment that is fetched, in bytes; a blob that goes on longer is refused.</summary>
    public const long MostBytes = 4L << 30;

    /// <summary>Names a store's base network and precision: <c>IDENTITY</c>, or <c>IDENTITY-half</c>.</summary>
    public static string ShelfOf(FeatureStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Precision == FeaturePrecision.Half ? $"{store.BaseIdentity}-half" : store.BaseIdentity;
    }

    /// <summary>
    /// Puts up sealed segments that are not there yet, and takes in those that the store lacks, each held to its name and header first. A segment that the
    /// store compacted away is not fetched again. Seal what is open first (<see cref="FeatureWriter.Seal"/>) to share it, too.
    /// </summary>
    /// <exception cref="IOException">A file or blob cannot be read or written.</exception>
    public static async Task<SharingResult> ExchangeAsync(FeatureStore store, ISegmentBlobs blobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(blobs);
        string shelf = ShelfOf(store);
        HashSet<string> there = await blobs.ListAsync(shelf, cancellationToken).ToHashSetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        HashSet<string> here = [.. store.Folder.List().Where(SegmentFolder.IsSealed).Select(SegmentFolder.HashOf)];
        int sent = 0;
        foreach (string sha256 in here.Where(sha256 => !there.Contains(sha256)))
        {
            sent += await SendAsync(store, blobs, shelf, sha256, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        int received = 0;
        List<string> refused = [];
        foreach (string sha256 in there.Where(sha256 => !here.Contains(sha256) && (!IsHash(sha256) || !store.Folder.WasCompacted(sha256))).Order(StringComparer.Ordinal))
        {
            if (IsHash(sha256) && await ReceiveAsync(store, blobs, shelf, sha256, cancellationToken).ConfigureAwait(false))
            {
                received++;
            }
            else
            {
                refused.Add(sha256);
            }
        }

        store.Refresh();
        return new SharingResult(sent, received, refused);
    }

    private static async Task<bool> SendAsync(FeatureStore store, ISegmentBlobs blobs, string shelf, string sha256, CancellationToken cancellationToken)
    {
        FileStream content = store.Folder.OpenForReading(SegmentFolder.NameOf(sha256));
        await using (content.ConfigureAwait(false))
        {
            if (SegmentFolder.ReadId(content, store.Layout) is null || Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false)) != sha256)
            {
                // Of another precision, or damaged since it was sealed: that is this store's alone.
                return false;
            }

            content.Position = 0;
            await blobs.PutAsync(shelf, sha256, content, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static async Task<bool> ReceiveAsync(FeatureStore store, ISegmentBlobs blobs, string shelf, string sha256, CancellationToken cancellationToken)
    {
        string part = store.Folder.PathOf($"{sha256}.{Guid.NewGuid():N}.part");
        try
        {
            bool sound;
            FileStream file = new(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                Stream blob = await blobs.OpenAsync(shelf, sha256, cancellationToken).ConfigureAwait(false);
                await using (blob.ConfigureAwait(false))
                {
                    sound = await CopyAsync(blob, file, cancellationToken).ConfigureAwait(false) == sha256 && SegmentFolder.ReadId(file, store.Layout) is not null;
                }

                file.Flush(flushToDisk: true);
            }

            if (sound)
            {
                File.Move(part, store.Folder.PathOf(SegmentFolder.NameOf(sha256)), overwrite: true);
            }

            return sound;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <returns>The SHA-256 of what was copied; <see langword="null"/> when it is too long.</returns>
    private static async Task<string?> CopyAsync(Stream source, FileStream target, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 17];
        long length = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            length += read;
            if (length > MostBytes)
            {
                return null;
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);
}
