using System.Runtime.CompilerServices;
using NetVips;

namespace NeuralMarket.Inference.Images;

/// <summary>
/// Draws small copies of decoded photos for people to look at, as WebP without any metadata. They are for eyes alone: networks read
/// <see cref="InputTransform"/>.
/// </summary>
public static class PhotoPreview
{
    private const int Quality = 80;

    /// <summary>The photo's centred square, which is about what a network sees of it, at <paramref name="side"/> × <paramref name="side"/> pixels.</summary>
    public static byte[] Square(DecodedImage photo, int side)
    {
        using Image whole = ToVips(photo);
        using Image square = whole.ThumbnailImage(side, height: side, crop: Enums.Interesting.Centre);
        return Encode(square);
    }

    /// <summary>The whole photo, shrunk so that neither side is longer than <paramref name="side"/> pixels; a smaller one stays as it is.</summary>
    public static byte[] Whole(DecodedImage photo, int side)
    {
        using Image whole = ToVips(photo);
        using Image shrunk = whole.ThumbnailImage(side, height: side, size: Enums.Size.Down);
        return Encode(shrunk);
    }

    private static Image ToVips(DecodedImage photo)
    {
        RuntimeHelpers.RunClassConstructor(typeof(ImageDecoder).TypeHandle); // Sets libvips up for this process.
        return Image.NewFromMemoryCopy<byte>(photo.Rgb, photo.Width, photo.Height, 3, Enums.BandFormat.Uchar);
    }

    private static byte[] Encode(Image image) => image.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
}
