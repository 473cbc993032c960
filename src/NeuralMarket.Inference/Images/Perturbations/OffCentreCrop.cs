namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>The subject not in the middle: a seventh of the photo cut away on the left and at the top before it is resized.</summary>
internal sealed class OffCentreCrop : Perturbation
{
    private const int Part = 7;

    public override string Name => "off-centre";

    public override string Description => "with the subject off the centre";

    public override DecodedImage OnSource(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (int left, int top) = (image.Width / Part, image.Height / Part);
        (int width, int height) = (image.Width - left, image.Height - top);
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            image.Rgb.AsSpan((((top + y) * image.Width) + left) * 3, width * 3).CopyTo(rgb.AsSpan(y * width * 3));
        }

        return new DecodedImage(width, height, rgb);
    }
}
