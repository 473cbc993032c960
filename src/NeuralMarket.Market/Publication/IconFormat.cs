using NeuralMarket.Format.Icons;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Market.Publication;

/// <summary>A file format in which the catalogue serves icons.</summary>
/// <param name="Name">Its name in addresses and file names.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Write">Encodes an icon; the same pixels give the same bytes.</param>
public sealed record IconFormat(string Name, string MediaType, Func<Icon, byte[]> Write)
{
    /// <summary>What everything can show.</summary>
    public static IconFormat Png { get; } = new("png", "image/png", IconPng.WriteCanonical);

    /// <summary>The same pixels in fewer bytes.</summary>
    public static IconFormat WebP { get; } = new("webp", "image/webp", IconWebP.Write);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IconFormat> All { get; } = [Png, WebP];

    /// <summary>Where the icon of a published version lies.</summary>
    public string BlobName(string prefix, int side) => $"{prefix}-{side}.{Name}";
}
