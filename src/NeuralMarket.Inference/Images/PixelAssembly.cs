namespace NeuralMarket.Inference.Images;

/// <summary>From a decoder's 8-bit samples to RGB: orientation, grey to colour, alpha over white (base-network.md, step 1). Pure.</summary>
internal static class PixelAssembly
{
    /// <summary>Assembles an image.</summary>
    /// <param name="width">Columns as stored.</param>
    /// <param name="height">Rows as stored.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
    /// <param name="samples">[height, width, channels].</param>
    /// <param name="orientation">EXIF orientation, 1 to 8.</param>
    public static DecodedImage Assemble(int width, int height, int channels, byte[] samples, int orientation)
    {
        if (channels == 3 && orientation == 1)
        {
            return new DecodedImage(width, height, samples);
        }

        // Where the first stored pixel comes to lie, and how far one stored column and one stored row move.
        (int outWidth, int outHeight) = orientation >= 5 ? (height, width) : (width, height);
        (long start, long perColumn, long perRow) = Steps(outWidth, outHeight, orientation);
        byte[] rgb = new byte[3L * width * height];
        long source = 0;
        for (int y = 0; y < height; y++)
        {
            long target = start + (y * perRow);
            for (int x = 0; x < width; x++, source += channels, target += perColumn)
            {
                Store(samples.AsSpan((int)source, channels), rgb.AsSpan((int)(target * 3), 3));
            }
        }

        return new DecodedImage(outWidth, outHeight, rgb);
    }

    /// <summary>EXIF 2.32, orientation: which corner the first stored row and column are. In pixels of the target.</summary>
    private static (long Start, long PerColumn, long PerRow) Steps(long width, long height, int orientation)
    {
        long last = (width * height) - 1;
        return orientation switch
        {
            2 => (width - 1, -1, width),
            3 => (last, -1, -width),
            4 => (last - width + 1, 1, -width),
            5 => (0, width, 1),
            6 => (width - 1, width, -1),
            7 => (last, -width, -1),
            8 => (last - width + 1, -width, 1),
            _ => (0, 1, width),
        };
    }

    private static void Store(ReadOnlySpan<byte> sample, Span<byte> rgb)
    {
        switch (sample.Length)
        {
            case 1:
                rgb.Fill(sample[0]);
                break;
            case 2:
                rgb.Fill(OverWhite(sample[0], sample[1]));
                break;
            case 3:
                sample.CopyTo(rgb);
                break;
            default:
                rgb[0] = OverWhite(sample[0], sample[3]);
                rgb[1] = OverWhite(sample[1], sample[3]);
                rgb[2] = OverWhite(sample[2], sample[3]);
                break;
        }
    }

    /// <summary>(c · a + 255 · (255 − a)) / 255, rounded to nearest; an exact half cannot occur.</summary>
    internal static byte OverWhite(int colour, int alpha) => (byte)(((colour * alpha) + (255 * (255 - alpha)) + 127) / 255);
}
