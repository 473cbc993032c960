namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>Reading and writing single pixels.</summary>
internal static class Pixels
{
    public static byte ToByte(double value) => (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);

    /// <summary>A position beyond the edge, mirrored back into 0 to size − 1; the edge itself is not doubled.</summary>
    public static int Mirror(int position, int size)
    {
        if (size == 1)
        {
            return 0;
        }

        int period = 2 * (size - 1);
        int folded = ((position % period) + period) % period;
        return folded < size ? folded : period - folded;
    }

    /// <summary>The colour between four pixels.</summary>
    public static void Interpolate(DecodedImage image, double x, double y, Span<byte> rgb)
    {
        (int left, int top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        (double right, double down) = (x - left, y - top);
        (int x0, int x1) = (Mirror(left, image.Width), Mirror(left + 1, image.Width));
        (int y0, int y1) = (Mirror(top, image.Height), Mirror(top + 1, image.Height));
        for (int channel = 0; channel < 3; channel++)
        {
            double upper = ((1 - right) * At(image, x0, y0, channel)) + (right * At(image, x1, y0, channel));
            double lower = ((1 - right) * At(image, x0, y1, channel)) + (right * At(image, x1, y1, channel));
            rgb[channel] = ToByte(((1 - down) * upper) + (down * lower));
        }
    }

    public static byte At(DecodedImage image, int x, int y, int channel) => image.Rgb[(((y * image.Width) + x) * 3) + channel];
}
