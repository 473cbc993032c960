using System.Globalization;

namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>The phone held at an angle: turned about the middle, bilinear, the corners filled with the picture mirrored at its edge.</summary>
/// <param name="degrees">Clockwise.</param>
internal sealed class Tilt(int degrees) : Perturbation
{
    public override string Name => degrees.ToString("tilt+0;tilt-0", CultureInfo.InvariantCulture);

    public override string Description => $"held {Math.Abs(degrees).ToString(CultureInfo.InvariantCulture)} degrees to the {(degrees > 0 ? "right" : "left")}";

    public override DecodedImage OnCut(DecodedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        (double middleX, double middleY) = ((image.Width - 1) / 2.0, (image.Height - 1) / 2.0);
        byte[] turned = new byte[image.Rgb.Length];
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                double sourceX = middleX + (cosine * (x - middleX)) + (sine * (y - middleY));
                double sourceY = middleY - (sine * (x - middleX)) + (cosine * (y - middleY));
                Pixels.Interpolate(image, sourceX, sourceY, turned.AsSpan(((y * image.Width) + x) * 3, 3));
            }
        }

        return image with { Rgb = turned };
    }
}
