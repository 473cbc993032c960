using System.Buffers.Binary;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NeuralMarket.Inference.Images;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.HeldOut;

/// <summary>
/// Divides the photos of a set into gate, feedback and audit, and keeps where each is: a photo once placed stays there. Whoever does it a second time, or
/// at the same time, comes to the same division.
/// </summary>
public sealed class HeldOutSplits(MarketDb db, IBlobStore blobs, SplitKey key, IOptions<SplitSettings> settings)
{
    /// <summary>Places the photos that have no place yet. Changes tracked rows; the caller saves.</summary>
    public async Task PlaceAsync(Guid setId, CancellationToken cancellationToken)
    {
        List<HeldOutImage> images = await db.HeldOutImages.Where(row => row.SetId == setId && row.RetiredAt == null).ToListAsync(cancellationToken);
        if (images.TrueForAll(image => image.Split is not null))
        {
            return;
        }

        foreach (HeldOutImage image in images.Where(image => image.PerceptualHash is null))
        {
            image.PerceptualHash = await HashAsync(image, cancellationToken);
        }

        IReadOnlyDictionary<string, Split> splits = SplitAssignment.Assign([.. images.Select(SeenBySplits)], key.Read(), settings.Value.ToOptions());
        foreach (HeldOutImage image in images)
        {
            image.Split = splits[image.Sha256];
        }
    }

    private static SplitImage SeenBySplits(HeldOutImage image) =>
        new(image.Sha256, image.Tag.ToString(CultureInfo.InvariantCulture), unchecked((ulong)image.PerceptualHash!.Value), image.Split);

    /// <summary>A photo that cannot be decoded resembles nothing but itself.</summary>
    private async Task<long> HashAsync(HeldOutImage image, CancellationToken cancellationToken)
    {
        byte[] file = await blobs.ReadAllAsync(image.BlobName, cancellationToken);
        ulong hash = ImageDecoder.Decode(file).Value is DecodedImage photo
            ? PerceptualHash.Of(photo)
            : BinaryPrimitives.ReadUInt64BigEndian(Convert.FromHexString(image.Sha256));
        return unchecked((long)hash);
    }
}
