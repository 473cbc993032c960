using System.Runtime.InteropServices;
using NetVips;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images.Headers;

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

    /// <summary>Kept in a field so that native code can call it as long as the process lives.</summary>
    private static readonly Log.LogDelegate SilenceWarnings = (_, _, _) => { };

    static ImageDecoder()
    {
        // Callers decode several images side by side; a cache of finished operations would only hold on to their pixels.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        // What matters comes back as a finding; libvips would print its warnings about hostile files to the error stream as well.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, SilenceWarnings);
    }

    /// <summary>Decodes one file's content; of an animation the first frame.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="where">How findings name the place, usually the file's name.</param>
    /// <returns>The image, or findings (<see cref="ImageRules"/>) that say why it cannot be used.</returns>
    public static Reading<DecodedImage> Decode(ReadOnlyMemory<byte> file, string where = "image")
    {
        if (file.Length > MaximumFileBytes)
        {
            return new ImageProblem(ImageRules.Size, $"The file has {file.Length} bytes; {MaximumFileBytes} are allowed.").Refuse(where);
        }

        HeaderReading reading = ImageHeaderReader.Read(file.Span);
        if (reading.Header is not { } header)
        {
            return reading.Problem!.Refuse(where);
        }

        try
        {
            return DecodeSamples(header, file, where);
        }
        catch (VipsException damaged)
        {
            return new ImageProblem(ImageRules.Damaged, $"The {header.Format} data cannot be decoded: {OneLine(damaged.Message)}").Refuse(where);
        }
    }

    private static Reading<DecodedImage> DecodeSamples(ImageHeader header, ReadOnlyMemory<byte> file, string where)
    {
        byte[] bytes = WholeArray(file);
        using Image image = header.Format switch
        {
            ImageFormat.Jpeg => Image.JpegloadBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
            ImageFormat.Png => Image.PngloadBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
            _ => Image.WebploadBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        };
        if (image.Format != Enums.BandFormat.Uchar || image.Bands is < 1 or > 4 || (image.Width, image.Height) != (header.Width, header.Height))
        {
            string got = $"{image.Width} × {image.Height} pixels, {image.Bands} channels of {image.Format}";
            return new ImageProblem(ImageRules.Damaged, $"The headers say {header.Width} × {header.Height} pixels of 8 bits, but it decodes to {got}.").Refuse(where);
        }

        byte[] samples = image.WriteToMemory<byte>();
        GC.KeepAlive(bytes);
        return new Reading<DecodedImage>(PixelAssembly.Assemble(header.Width, header.Height, image.Bands, samples, header.Orientation), []);
    }

    private static byte[] WholeArray(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out ArraySegment<byte> segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : file.ToArray();

    private static string OneLine(string message) => string.Join(' ', message.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
