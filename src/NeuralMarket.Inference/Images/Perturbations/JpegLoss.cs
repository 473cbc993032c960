using System.Globalization;

namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>
/// What JPEG throws away at a quality (ITU-T T.81): colours at half the resolution, blocks of 8 × 8 as cosines, each rounded to steps of the tables of annex K,
/// scaled by quality as the Independent JPEG Group does. Entropy coding loses nothing and is left out.
/// </summary>
internal sealed class JpegLoss(int quality) : Perturbation
{
    private const int Side = 8;

    private static readonly double[,] Cosines = CosineTable();

    private static readonly int[] Luminance =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly int[] Chrominance =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    public override string Name => "jpeg" + quality.ToString(CultureInfo.InvariantCulture);

    public override string Description => "compressed strongly";

    public override DecodedImage OnCut(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (Plane y, Plane cb, Plane cr) = Split(image);
        Plane luma = Quantise(y, Scaled(Luminance));
        Plane blue = Doubled(Quantise(Halved(cb), Scaled(Chrominance)), y.Width, y.Height);
        Plane red = Doubled(Quantise(Halved(cr), Scaled(Chrominance)), y.Width, y.Height);
        byte[] rgb = new byte[image.Rgb.Length];
        for (int i = 0; i < luma.Values.Length; i++)
        {
            (double l, double b, double r) = (luma.Values[i], blue.Values[i] - 128, red.Values[i] - 128);
            rgb[3 * i] = Pixels.ToByte(l + (1.402 * r));
            rgb[(3 * i) + 1] = Pixels.ToByte(l - (0.344136 * b) - (0.714136 * r));
            rgb[(3 * i) + 2] = Pixels.ToByte(l + (1.772 * b));
        }

        return image with { Rgb = rgb };
    }

    private int[] Scaled(int[] table)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        return [.. table.Select(step => Math.Clamp(((step * percent) + 50) / 100, 1, 255))];
    }

    /// <summary>The channels of JFIF: brightness, and how much bluer and redder it is.</summary>
    private static (Plane Y, Plane Cb, Plane Cr) Split(DecodedImage image)
    {
        int pixels = image.Width * image.Height;
        (double[] y, double[] cb, double[] cr) = (new double[pixels], new double[pixels], new double[pixels]);
        for (int i = 0; i < pixels; i++)
        {
            (double r, double g, double b) = (image.Rgb[3 * i], image.Rgb[(3 * i) + 1], image.Rgb[(3 * i) + 2]);
            y[i] = (0.299 * r) + (0.587 * g) + (0.114 * b);
            cb[i] = 128 - (0.168736 * r) - (0.331264 * g) + (0.5 * b);
            cr[i] = 128 + (0.5 * r) - (0.418688 * g) - (0.081312 * b);
        }

        return (new Plane(image.Width, image.Height, y), new Plane(image.Width, image.Height, cb), new Plane(image.Width, image.Height, cr));
    }

    private static Plane Halved(Plane plane)
    {
        (int width, int height) = ((plane.Width + 1) / 2, (plane.Height + 1) / 2);
        double[] values = new double[width * height];
        for (int i = 0; i < values.Length; i++)
        {
            (int x, int y) = (2 * (i % width), 2 * (i / width));
            values[i] = (plane.At(x, y) + plane.At(x + 1, y) + plane.At(x, y + 1) + plane.At(x + 1, y + 1)) / 4;
        }

        return new Plane(width, height, values);
    }

    private static Plane Doubled(Plane plane, int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => plane.At(i % width / 2, i / width / 2))]);

    private static Plane Quantise(Plane plane, int[] steps)
    {
        double[] values = new double[plane.Values.Length];
        double[] block = new double[Side * Side];
        for (int top = 0; top < plane.Height; top += Side)
        {
            for (int left = 0; left < plane.Width; left += Side)
            {
                for (int i = 0; i < block.Length; i++)
                {
                    block[i] = plane.At(left + (i % Side), top + (i / Side)) - 128;
                }

                double[] frequencies = Transform(block, inverse: false);
                double[] rounded = [.. frequencies.Select((value, i) => Math.Round(value / steps[i]) * steps[i])];
                double[] back = Transform(rounded, inverse: true);
                Write(plane, values, back, left, top);
            }
        }

        return new Plane(plane.Width, plane.Height, values);
    }

    private static void Write(Plane plane, double[] values, double[] block, int left, int top)
    {
        for (int y = top; y < Math.Min(top + Side, plane.Height); y++)
        {
            for (int x = left; x < Math.Min(left + Side, plane.Width); x++)
            {
                values[(y * plane.Width) + x] = block[((y - top) * Side) + x - left] + 128;
            }
        }
    }

    /// <summary>The orthonormal cosine transform of a block, along the rows and then along the columns.</summary>
    private static double[] Transform(double[] block, bool inverse)
    {
        double[] rows = new double[block.Length];
        double[] result = new double[block.Length];
        for (int i = 0; i < block.Length; i++)
        {
            (int y, int u) = (i / Side, i % Side);
            for (int x = 0; x < Side; x++)
            {
                rows[i] += block[(y * Side) + x] * (inverse ? Cosines[x, u] : Cosines[u, x]);
            }
        }

        for (int i = 0; i < block.Length; i++)
        {
            (int v, int u) = (i / Side, i % Side);
            for (int y = 0; y < Side; y++)
            {
                result[i] += rows[(y * Side) + u] * (inverse ? Cosines[y, v] : Cosines[v, y]);
            }
        }

        return result;
    }

    private static double[,] CosineTable()
    {
        double[,] table = new double[Side, Side];
        for (int u = 0; u < Side; u++)
        {
            for (int x = 0; x < Side; x++)
            {
                table[u, x] = (u == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos(((2 * x) + 1) * u * Math.PI / 16);
            }
        }

        return table;
    }

    /// <summary>One channel; beyond its edge it goes on as at the edge.</summary>
    private sealed record Plane(int Width, int Height, double[] Values)
    {
        public double At(int x, int y) => Values[(Math.Min(y, Height - 1) * Width) + Math.Min(x, Width - 1)];
    }
}
