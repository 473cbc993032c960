using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Randomness;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>What a phone's camera does to the light: exposure, white balance, vignette, blur, noise, eight bits a channel.</summary>
public sealed record Sensor(float Exposure, Vector3 WhiteBalance, float Vignette, float Blur, float Noise)
{
    /// <summary>A clean one, for icons.</summary>
    public static Sensor Ideal { get; } = new(1.1f, Vector3.One, 0, 0, 0);

    /// <summary>Blur is in pixels of a picture with a shorter side of 64.</summary>
    public static Sensor Draw(RandomSource r) => new(
        r.Between(0.75f, 1.4f),
        Vector3.One + (new Vector3(r.Normal(), r.Normal() * 0.4f, r.Normal()) * 0.05f),
        r.Between(0, 0.35f),
        r.Chance(0.3f) ? r.Between(0.3f, 0.9f) : 0,
        r.Between(0.004f, 0.024f));

    /// <summary>RGB bytes, row by row.</summary>
    public byte[] Expose(Picture picture, RandomSource r)
    {
        var blurred = Blurred(picture);
        var exposure = Exposure * MeteredGain(picture);
        var bytes = new byte[picture.Width * picture.Height * 3];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var centre = new Vector2((x / (float)picture.Width) - 0.5f, (y / (float)picture.Height) - 0.5f);
                var light = blurred[x, y] * WhiteBalance * (exposure * (1 - (Vignette * 2 * centre.LengthSquared())));
                var at = ((y * picture.Width) + x) * 3;
                bytes[at] = Level(light.X, r);
                bytes[at + 1] = Level(light.Y, r);
                bytes[at + 2] = Level(light.Z, r);
            }
        }

        return bytes;
    }

    /// <summary>Brings the picture half-way to a middle grey, as an automatic exposure does: night stays darker than day.</summary>
    private static float MeteredGain(Picture picture)
    {
        var sum = 0f;
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
                sum += MathF.Log(Vector3.Dot(picture[x, y], new Vector3(0.25f, 0.6f, 0.15f)) + 0.002f);
        }

        var mean = MathF.Exp(sum / (picture.Width * picture.Height));
        return Math.Clamp(MathF.Pow(0.26f / mean, 0.6f), 0.7f, 3.5f);
    }

    private byte Level(float light, RandomSource r)
    {
        // A filmic shoulder keeps highlights from clipping hard; then the screen's gamma.
        var toned = light * (1 + (light * 0.11f)) / (1 + (light * 0.55f));
        var screen = MathF.Pow(MathF.Max(toned, 0), 1 / 2.2f);
        if (Noise > 0)
            screen += Noise * r.Normal();
        return (byte)Math.Clamp((screen * 255) + 0.5f, 0, 255);
    }

    private Picture Blurred(Picture picture)
    {
        var sigma = Blur * MathF.Min(picture.Width, picture.Height) / 64;
        return sigma <= 0 ? picture : Along(Along(picture, sigma, 1, 0), sigma, 0, 1);
    }

    private static Picture Along(Picture source, float sigma, int stepX, int stepY)
    {
        var reach = (int)MathF.Ceiling(2.5f * sigma);
        var result = new Picture(source.Width, source.Height);
        for (var y = 0; y < source.Height; y++)
        {
            for (var x = 0; x < source.Width; x++)
            {
                var sum = Vector3.Zero;
                var weights = 0f;
                for (var i = -reach; i <= reach; i++)
                {
                    var weight = MathF.Exp(-i * i / (2 * sigma * sigma));
                    sum += weight * source[Math.Clamp(x + (i * stepX), 0, source.Width - 1), Math.Clamp(y + (i * stepY), 0, source.Height - 1)];
                    weights += weight;
                }

                result[x, y] = sum / weights;
            }
        }

        return result;
    }
}
