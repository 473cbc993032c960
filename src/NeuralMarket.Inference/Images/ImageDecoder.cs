using NeuralMarket.Format.Findings;

namespace NeuralMarket.Inference.Images;

/// <summary>
/// Decodes JPEG, PNG and WebP (base-network.md, "From an image to the input", step 1). Safe for hostile files: format, dimensions, depth and
/// colour type are read from the headers and limited before anything is decoded. Safe to call from several threads.
/// </summary>
public static class ImageDecoder
{
    /// <summary>The most pixels of an image.</summary>
    public const int MaximumPixels = 100_000_000;

    /// <summary>The largest file, in bytes.</summary>
    public const int MaximumFileBytes = 256 * 1024 * 1024;

    /// <summary>Decodes one file's content; of an animation the first frame.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="where">How findings name the place, usually the file's name.</param>
    /// <returns>The image, or findings (<see cref="ImageRules"/>) that say why it cannot be used.</returns>
    public static Reading<DecodedImage> Decode(ReadOnlyMemory<byte> file, string where = "image") => throw new NotImplementedException();
}
