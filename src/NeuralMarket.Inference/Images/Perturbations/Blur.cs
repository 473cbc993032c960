namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>Out of focus: a Gaussian, first along the rows, then along the columns. Its width grows with the picture, so that it means the same for every network.</summary>
internal sealed class Blur : Perturbation
{
    private const double SidesInWidth = 160;
    private const double LeastWidth = 0.6;

    public override string Name => "blur";

    public override string Description => "slightly out of focus";

    public override DecodedImage OnCut(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        double width = Math.Max(LeastWidth, Math.Min(image.Width, image.Height) / SidesInWidth);
        double[] weights = Weights(width);
        return Along(Along(image, weights, (1, 0)), weights, (0, 1));
    }

    private static double[] Weights(double width)
    {
        int reach = (int)Math.Ceiling(3 * width);
        double[] weights = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(offset => Math.Exp(-offset * offset / (2 * width * width)))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static DecodedImage Along(DecodedImage image, double[] weights, (int X, int Y) step)
    {
        int reach = weights.Length / 2;
        byte[] blurred = new byte[image.Rgb.Length];
        for (int i = 0; i < blurred.Length; i++)
        {
            (int pixel, int channel) = (i / 3, i % 3);
            (int x, int y) = (pixel % image.Width, pixel / image.Width);
            double sum = 0;
            for (int w = 0; w < weights.Length; w++)
            {
                sum += weights[w] * Pixels.At(image, Pixels.Mirror(x + ((w - reach) * step.X), image.Width), Pixels.Mirror(y + ((w - reach) * step.Y), image.Height), channel);
            }

            blurred[i] = Pixels.ToByte(sum);
        }

        return image with { Rgb = blurred };
    }
}
