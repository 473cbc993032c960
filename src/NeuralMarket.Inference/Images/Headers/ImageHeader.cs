namespace NeuralMarket.Inference.Images.Headers;

/// <summary>The three formats that are read.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>What a file's headers say, before anything is decoded.</summary>
/// <param name="Format">Told from the content, never from the name.</param>
/// <param name="Width">Columns as stored.</param>
/// <param name="Height">Rows as stored.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8; 1 when there is none or another value.</param>
internal sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Orientation);

/// <summary>Either a header or the reason why the image is refused.</summary>
internal readonly record struct HeaderReading(ImageHeader? Header, ImageProblem? Problem)
{
    public static implicit operator HeaderReading(ImageHeader header) => new(header, null);

    public static HeaderReading Refuse(string rule, string message) => new(null, new ImageProblem(rule, message));

    public static HeaderReading Truncated(string format) => Refuse(ImageRules.Truncated, $"The {format} file ends within its headers or data.");
}

/// <summary>Tells the format from the first bytes and reads its headers.</summary>
internal static class ImageHeaderReader
{
    public static HeaderReading Read(ReadOnlySpan<byte> file)
    {
        HeaderReading reading = JpegHeaderReader.Recognises(file) ? JpegHeaderReader.Read(file)
            : PngHeaderReader.Recognises(file) ? PngHeaderReader.Read(file)
            : WebPHeaderReader.Recognises(file) ? WebPHeaderReader.Read(file)
            : HeaderReading.Refuse(ImageRules.Format, "The content is not JPEG, PNG or WebP.");
        return reading.Header is { } header ? Limited(header) : reading;
    }

    private static HeaderReading Limited(ImageHeader header)
    {
        if (header.Width < 1 || header.Height < 1)
        {
            return HeaderReading.Refuse(ImageRules.Damaged, $"The headers say {header.Width} × {header.Height} pixels.");
        }

        return (long)header.Width * header.Height > ImageDecoder.MaximumPixels
            ? HeaderReading.Refuse(ImageRules.Pixels, $"The image has {header.Width} × {header.Height} pixels; {ImageDecoder.MaximumPixels} are allowed.")
            : header;
    }
}
