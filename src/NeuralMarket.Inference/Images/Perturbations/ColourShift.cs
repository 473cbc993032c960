namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>Other light: each channel times a factor.</summary>
internal sealed class ColourShift(string name, string description, double red, double green, double blue) : Perturbation
{
    private readonly byte[][] _tables = [Table(red), Table(green), Table(blue)];

    public override string Name => name;

    public override string Description => description;

    public override DecodedImage OnCut(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        byte[] shifted = new byte[image.Rgb.Length];
        for (int i = 0; i < shifted.Length; i++)
        {
            shifted[i] = _tables[i % 3][image.Rgb[i]];
        }

        return image with { Rgb = shifted };
    }

    private static byte[] Table(double factor) => [.. Enumerable.Range(0, 256).Select(value => Pixels.ToByte(factor * value))];
}
