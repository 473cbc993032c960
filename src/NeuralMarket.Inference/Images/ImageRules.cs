namespace NeuralMarket.Inference.Images;

/// <summary>The stable codes for why an image cannot be used.</summary>
public static class ImageRules
{
    /// <summary>The content is not JPEG, PNG or WebP, whatever the name says.</summary>
    public const string Format = "image.format";

    /// <summary>The file is larger than <see cref="ImageDecoder.MaximumFileBytes"/>.</summary>
    public const string Size = "image.size";

    /// <summary>More than 100 million pixels.</summary>
    public const string Pixels = "image.pixels";

    /// <summary>CMYK or YCCK colours.</summary>
    public const string Cmyk = "image.cmyk";

    /// <summary>More than 8 bits a channel.</summary>
    public const string Depth = "image.depth";

    /// <summary>The file ends before the image does.</summary>
    public const string Truncated = "image.truncated";

    /// <summary>The headers or the compressed data are damaged.</summary>
    public const string Damaged = "image.damaged";

    /// <summary>The network's cut does not fit into the resized image.</summary>
    public const string Cut = "image.cut";
}
