namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>Too little light: noise of eight levels on every pixel. It comes from the picture itself, so that the same picture gets the same noise everywhere.</summary>
internal sealed class SensorNoise : Perturbation
{
    private const double Levels = 8;
    private const ulong Prime = 1099511628211;

    public override string Name => "noise";

    public override string Description => "with the noise of a dark room";

    public override DecodedImage OnCut(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ulong state = 14695981039346656037;
        foreach (byte value in image.Rgb)
        {
            state = (state ^ value) * Prime;
        }

        byte[] noisy = new byte[image.Rgb.Length];
        for (int i = 0; i < noisy.Length; i++)
        {
            noisy[i] = Pixels.ToByte(image.Rgb[i] + (Levels * Gaussian(ref state)));
        }

        return image with { Rgb = noisy };
    }

    /// <summary>Twelve uniform numbers less six: variance 1, and the same to the last bit on every machine, which logarithms are not.</summary>
    private static double Gaussian(ref ulong state)
    {
        long sum = 0;
        for (int i = 0; i < 12; i++)
        {
            sum += (long)(Next(ref state) >> 40);
        }

        return (sum / (double)(1 << 24)) - 6;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
