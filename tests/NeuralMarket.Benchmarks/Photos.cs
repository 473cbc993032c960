using System.Diagnostics;
using NetVips;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Benchmarks;

/// <summary>From JPEG files to VGG16's inputs, on all cores: what must not make a device wait.</summary>
internal static class Photos
{
    private const int Width = 500;
    private const int Height = 375;

    public static IEnumerable<Line> Measure(int rounds)
    {
        byte[] jpeg = MakePhoto();
        NetworkDefinition network = Networks.Vgg16().Definition with { Resize = 256 };
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            int images = 40 * threads;
            List<double> rates = [];
            for (int round = -1; round < rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                Parallel.For(0, images, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Prepare(jpeg, network));
                if (round >= 0)
                {
                    rates.Add(images / Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }

            yield return new Line($"{Width} × {Height} JPEG to 3 × 224 × 224, {threads} threads", [("images/s", Figures.Median(rates))]);
        }
    }

    private static void Prepare(byte[] jpeg, NetworkDefinition network)
    {
        float[] input = new float[network.Input.Count];
        InputTransform.Apply(ImageDecoder.Decode(jpeg).Value!, network, input);
    }

    /// <summary>Noise over gradients at a quality that gives a file as large as a photo's.</summary>
    private static byte[] MakePhoto()
    {
        using Image gradient = Image.Xyz(Width, Height).ExtractBand(0).Linear([0.3, 0.4, 0.5], [20, 40, 60]);
        using Image noise = Image.Gaussnoise(Width, Height, sigma: 12, mean: 0);
        using Image photo = (gradient + noise).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return photo.JpegsaveBuffer(q: 85);
    }
}
