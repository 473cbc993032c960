using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NeuralMarket.Inference.Images;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;

namespace NeuralMarket.Market.HeldOut;

/// <summary>How large a held-out photo is shown.</summary>
public enum PreviewSize
{
    /// <summary>The centred square, 288 pixels a side: 144 on a screen with two pixels a point.</summary>
    Thumbnail,

    /// <summary>The whole photo, at most 1,024 pixels a side.</summary>
    Large,
}

/// <summary>
/// Small copies of held-out photos for reviewers and curators, drawn from the decoded pixels and kept in the cache folder. Callers authorise:
/// authors never see them.
/// </summary>
public sealed class HeldOutPreviews(MarketDb db, IBlobStore blobs, PreviewDrawing drawing, IOptions<MarketOptions> options)
{
    /// <summary>The media type of every preview.</summary>
    public const string MediaType = "image/webp";

    /// <summary>The set of a name, which reports refer to; <see langword="null"/> when there is none.</summary>
    public async Task<Guid?> FindSetAsync(string name, CancellationToken cancellationToken) =>
        await db.HeldOutSets.AsNoTracking().Where(row => row.Name == name).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>A photo of a set, retired or not, as <see cref="MediaType"/>; <see langword="null"/> when the set does not have it or it cannot be decoded.</summary>
    public async Task<byte[]?> FindAsync(Guid setId, string sha256, PreviewSize size, CancellationToken cancellationToken)
    {
        string? blob = await db.HeldOutImages.AsNoTracking().Where(row => row.SetId == setId && row.Sha256 == sha256)
            .Select(row => row.BlobName).SingleOrDefaultAsync(cancellationToken);
        if (blob is null)
        {
            return null;
        }

        string path = Path.Combine(options.Value.CacheFolder, "previews", sha256[..2], $"{sha256}-{(size == PreviewSize.Thumbnail ? "square" : "whole")}.webp");
        return File.Exists(path)
            ? await File.ReadAllBytesAsync(path, cancellationToken)
            : await KeepAsync(path, await drawing.DrawAsync(await blobs.ReadAllAsync(blob, cancellationToken), size, cancellationToken), cancellationToken);
    }

    /// <summary>Written whole or not at all; two that draw the same photo at once write the same bytes.</summary>
    private static async Task<byte[]?> KeepAsync(string path, byte[]? preview, CancellationToken cancellationToken)
    {
        if (preview is null)
        {
            return null;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string part = $"{path}.{Guid.NewGuid():N}.part";
        await File.WriteAllBytesAsync(part, preview, cancellationToken);
        File.Move(part, path, overwrite: true);
        return preview;
    }
}

/// <summary>Decodes and shrinks photos, a few at a time: a photo may have a hundred million pixels, and a page asks for dozens.</summary>
public sealed class PreviewDrawing : IDisposable
{
    private const int ThumbnailSide = 288;
    private const int LargeSide = 1024;
    private readonly SemaphoreSlim _places = new(2);

    /// <summary>Draws one photo; <see langword="null"/> when the file cannot be decoded.</summary>
    public async Task<byte[]?> DrawAsync(byte[] file, PreviewSize size, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return ImageDecoder.Decode(file).Value is not DecodedImage photo ? null
                : size == PreviewSize.Thumbnail ? PhotoPreview.Square(photo, ThumbnailSide) : PhotoPreview.Whole(photo, LargeSide);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
