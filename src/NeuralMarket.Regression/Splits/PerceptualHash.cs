using System.Numerics;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Regression.Splits;

/// <summary>
/// 64 bits that stay nearly the same when a photo is resized, compressed or a little brightened: which of the low cosine frequencies of a 32 × 32 grey version
/// lie above their median (Zauner 2010, "Implementation and benchmarking of perceptual image hash functions", the DCT-based hash).
/// </summary>
public static class PerceptualHash
{
    private const int Side = 32;
    private const int Kept = 8;

    /// <summary>cos((2x + 1)uπ / 64) by u and x: computed once, since a set has many photos.</summary>
    private static readonly double[,] Cosines = MakeCosines();

    /// <summary>The hash of a decoded photo.</summary>
    public static ulong Of(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        double[,] grey = Shrink(image);
        double[] frequencies = LowFrequencies(grey);

        // The first one is the mean brightness, which says nothing about the picture; its bit stays 0.
        double median = Median(frequencies[1..]);
        ulong hash = 0;
        for (int i = 1; i < frequencies.Length; i++)
        {
            hash |= frequencies[i] > median ? 1UL << i : 0;
        }

        return hash;
    }

    /// <summary>How many bits differ, 0 to 63.</summary>
    public static int Distance(ulong left, ulong right) => BitOperations.PopCount(left ^ right);

    /// <summary>The mean brightness of each of 32 × 32 fields.</summary>
    private static double[,] Shrink(DecodedImage image)
    {
        double[,] grey = new double[Side, Side];
        for (int y = 0; y < Side; y++)
        {
            (int top, int bottom) = Range(y, image.Height);
            for (int x = 0; x < Side; x++)
            {
                (int left, int right) = Range(x, image.Width);
                double sum = 0;
                for (int row = top; row < bottom; row++)
                {
                    for (int column = left; column < right; column++)
                    {
                        int at = ((row * image.Width) + column) * 3;
                        sum += (0.299 * image.Rgb[at]) + (0.587 * image.Rgb[at + 1]) + (0.114 * image.Rgb[at + 2]);
                    }
                }

                grey[y, x] = sum / ((bottom - top) * (right - left));
            }
        }

        return grey;
    }

    /// <summary>The pixels of a field; a photo smaller than 32 pixels has fields of one pixel each, some of them twice.</summary>
    private static (int From, int To) Range(int field, int size)
    {
        int from = (int)((long)field * size / Side);
        return (from, Math.Max(from + 1, (int)((field + 1L) * size / Side)));
    }

    private static double[] LowFrequencies(double[,] grey)
    {
        double[] frequencies = new double[Kept * Kept];
        for (int v = 0; v < Kept; v++)
        {
            for (int u = 0; u < Kept; u++)
            {
                for (int y = 0; y < Side; y++)
                {
                    for (int x = 0; x < Side; x++)
                    {
                        frequencies[(v * Kept) + u] += grey[y, x] * Cosines[u, x] * Cosines[v, y];
                    }
                }
            }
        }

        return frequencies;
    }

    private static double[,] MakeCosines()
    {
        double[,] cosines = new double[Kept, Side];
        for (int u = 0; u < Kept; u++)
        {
            for (int x = 0; x < Side; x++)
            {
                cosines[u, x] = Math.Cos(((2 * x) + 1) * u * Math.PI / (2 * Side));
            }
        }

        return cosines;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
