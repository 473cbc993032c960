using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images.Perturbations;

namespace NeuralMarket.Inference.Images;

/// <summary>From a decoded image to a network's input (base-network.md, "From an image to the input", steps 2 to 4). Pure; computes the cut alone.</summary>
public static class InputTransform
{
    private const int Channels = 3;

    // Halves round up. What is a half in exact arithmetic may come out of the sums a few units of the last place lower, never this much.
    private const double HalfSlack = 1e-9;

    /// <summary>Resizes, cuts and encodes.</summary>
    /// <param name="image">The image.</param>
    /// <param name="network">The network that says how.</param>
    /// <param name="chw">Receives the input, [3, height, width] in the network's channel order; exactly as long as the network's input.</param>
    /// <param name="where">How a finding names the place, usually the file's name.</param>
    /// <returns><see langword="null"/>, or the finding (<see cref="ImageRules.Cut"/>) that says why the image does not fit; <paramref name="chw"/> is then untouched.</returns>
    /// <exception cref="ArgumentException"><paramref name="chw"/> has another length.</exception>
    public static Finding? Apply(DecodedImage image, NetworkDefinition network, Span<float> chw, string where = "image") => Apply(image, network, null, chw, where);

    /// <summary>Resizes, cuts and encodes a photo that is changed on the way.</summary>
    /// <param name="image">The image.</param>
    /// <param name="network">The network that says how.</param>
    /// <param name="change">The change; <see langword="null"/> for none.</param>
    /// <param name="chw">Receives the input, [3, height, width] in the network's channel order; exactly as long as the network's input.</param>
    /// <param name="where">How a finding names the place, usually the file's name.</param>
    /// <returns><see langword="null"/>, or the finding (<see cref="ImageRules.Cut"/>) that says why the image does not fit; <paramref name="chw"/> is then untouched.</returns>
    /// <exception cref="ArgumentException"><paramref name="chw"/> has another length.</exception>
    public static Finding? Apply(DecodedImage image, NetworkDefinition network, Perturbation? change, Span<float> chw, string where = "image")
    {
        ArgumentNullException.ThrowIfNull(network);
        if (chw.Length != network.Input.Count)
        {
            throw new ArgumentException($"The input of {network.Name} has {network.Input.Count} values, not {chw.Length}.", nameof(chw));
        }

        Reading<DecodedImage> crop = CropToBytes(change?.OnSource(image) ?? image, network, where);
        if (crop.Value is not { } cut)
        {
            return crop.Findings[0];
        }

        DecodedImage pixels = change?.OnCut(cut) ?? cut;

        int plane = network.Input.Height * network.Input.Width;
        for (int channel = 0; channel < Channels; channel++)
        {
            int colour = network.Pixels.Order == ChannelOrder.Rgb ? channel : Channels - 1 - channel;
            Encode(pixels.Rgb, colour, ValuesOfBytes(network.Pixels, channel), chw.Slice(channel * plane, plane));
        }

        return null;
    }

    /// <summary>Resizes and cuts alone: the 8-bit pixels before <c>pixels</c> is applied.</summary>
    /// <returns>An image of the network's height and width, or <see cref="ImageRules.Cut"/>.</returns>
    public static Reading<DecodedImage> CropToBytes(DecodedImage image, NetworkDefinition network, string where = "image")
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(network);
        (CentreCut cut, ImageProblem? problem) = CentreCut.For(image.Width, image.Height, network);
        if (problem is not null)
        {
            return problem.Refuse(where);
        }

        (int width, int height) = (network.Input.Width, network.Input.Height);
        byte[] rgb = (cut.ResizedWidth, cut.ResizedHeight) == (image.Width, image.Height)
            ? Copy(image, (int)cut.Left, (int)cut.Top, width, height)
            : Resize(image, cut, width, height);
        return new Reading<DecodedImage>(new DecodedImage(width, height, rgb), []);
    }

    private static byte[] Copy(DecodedImage image, int left, int top, int width, int height)
    {
        byte[] rgb = new byte[width * height * Channels];
        for (int y = 0; y < height; y++)
        {
            image.Rgb.AsSpan((((top + y) * image.Width) + left) * Channels, width * Channels).CopyTo(rgb.AsSpan(y * width * Channels));
        }

        return rgb;
    }

    private static byte[] Resize(DecodedImage image, CentreCut cut, int width, int height)
    {
        TriangleFilter columns = new(image.Width, cut.ResizedWidth, cut.Left, width);
        TriangleFilter rows = new(image.Height, cut.ResizedHeight, cut.Top, height);
        double[] narrowed = ResizeRows(image, columns, rows.Start, rows.End);
        return ResizeColumns(narrowed, rows, width * Channels);
    }

    /// <summary>Horizontally, only the rows that the vertical pass will read: [end − start, width, 3].</summary>
    private static double[] ResizeRows(DecodedImage image, TriangleFilter columns, int start, int end)
    {
        double[] narrowed = new double[(end - start) * columns.Count * Channels];
        int target = 0;
        for (int y = start; y < end; y++)
        {
            ReadOnlySpan<byte> row = image.Rgb.AsSpan((int)((long)y * image.Width * Channels), image.Width * Channels);
            for (int x = 0; x < columns.Count; x++)
            {
                (int first, double[] weights) = columns[x];
                (double red, double green, double blue) = (0, 0, 0);
                ReadOnlySpan<byte> source = row[(first * Channels)..];
                for (int i = 0; i < weights.Length; i++)
                {
                    red += weights[i] * source[i * Channels];
                    green += weights[i] * source[(i * Channels) + 1];
                    blue += weights[i] * source[(i * Channels) + 2];
                }

                (narrowed[target], narrowed[target + 1], narrowed[target + 2]) = (red, green, blue);
                target += Channels;
            }
        }

        return narrowed;
    }

    /// <summary>Vertically, then to 8 bits: [rows, width, 3].</summary>
    private static byte[] ResizeColumns(double[] narrowed, TriangleFilter rows, int stride)
    {
        byte[] rgb = new byte[rows.Count * stride];
        double[] sums = new double[stride];
        for (int y = 0; y < rows.Count; y++)
        {
            (int first, double[] weights) = rows[y];
            Array.Clear(sums);
            for (int i = 0; i < weights.Length; i++)
            {
                ReadOnlySpan<double> source = narrowed.AsSpan((first - rows.Start + i) * stride, stride);
                for (int x = 0; x < stride; x++)
                {
                    sums[x] += weights[i] * source[x];
                }
            }

            for (int x = 0; x < stride; x++)
            {
                rgb[(y * stride) + x] = (byte)Math.Clamp(Math.Floor(sums[x] + 0.5 + HalfSlack), 0, 255);
            }
        }

        return rgb;
    }

    /// <summary>(p · scale − mean) / std for every byte p.</summary>
    private static float[] ValuesOfBytes(PixelEncoding pixels, int channel) =>
        [.. Enumerable.Range(0, 256).Select(p => (float)(((p * pixels.Scale) - pixels.Mean[channel]) / pixels.Std[channel]))];

    private static void Encode(byte[] rgb, int colour, float[] values, Span<float> plane)
    {
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = values[rgb[(i * Channels) + colour]];
        }
    }
}
