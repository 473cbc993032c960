using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Randomness;

namespace NeuralMarket.DemoWorld.Renderer.Shading;

/// <summary>Families of materials as they occur in the world.</summary>
public static class Palette
{
    /// <summary>Hue in turns, saturation and value 0 to 1 (as seen on a screen), to linear RGB.</summary>
    public static Vector3 Hue(float hue, float saturation, float value)
    {
        return new Vector3(Channel(5), Channel(3), Channel(1));

        float Channel(int n)
        {
            var k = (n + (hue * 6)) % 6;
            if (k < 0)
                k += 6;
            var screen = value - (value * saturation * Math.Clamp(MathF.Min(k, 4 - k), 0, 1));
            return MathF.Pow(screen, 2.2f);
        }
    }

    public static Vector3 AnyColour(RandomSource r) => Hue(r.Unit(), r.Between(0.3f, 0.9f), r.Between(0.35f, 0.95f));

    public static Material Paint(RandomSource r) => new(AnyColour(r))
    {
        Pattern = Pattern.Plain,
        Gloss = r.Between(0.2f, 0.8f),
    };

    /// <summary>Paint, often with a pattern on it.</summary>
    public static Material Glazed(RandomSource r) => Paint(r) with
    {
        Pattern = r.Pick(Pattern.Plain, Pattern.Plain, Pattern.Bands, Pattern.Stripes, Pattern.Spots, Pattern.Checks),
        Second = AnyColour(r),
        Frequency = r.Between(2, 5),
    };

    public static Material White(RandomSource r) => new(Hue(r.Unit(), r.Between(0, 0.12f), r.Between(0.8f, 0.98f))) { Pattern = Pattern.Plain };

    public static Material Wood(RandomSource r)
    {
        var colour = Hue(r.Between(0.05f, 0.11f), r.Between(0.35f, 0.75f), r.Between(0.3f, 0.8f));
        return new Material(colour) { Pattern = Pattern.Wood, Second = colour * r.Between(0.5f, 0.8f), Frequency = r.Between(3, 8) };
    }

    public static Material Metal(RandomSource r) => new(Hue(r.Between(0.05f, 0.65f), r.Between(0, 0.15f), r.Between(0.25f, 0.85f)))
    {
        Pattern = Pattern.Plain,
        Gloss = r.Between(0.6f, 1),
    };

    public static Material Stone(RandomSource r)
    {
        var colour = Hue(r.Between(0.05f, 0.15f), r.Between(0, 0.3f), r.Between(0.4f, 0.8f));
        return new Material(colour) { Second = colour * 0.5f, Frequency = r.Between(4, 9), Gloss = 0 };
    }

    public static Material Foliage(RandomSource r, bool autumn = false)
    {
        var hue = autumn ? r.Between(0.02f, 0.15f) : r.Between(0.2f, 0.42f);
        var colour = Hue(hue, r.Between(0.45f, 0.85f), r.Between(0.3f, 0.75f));
        return new Material(colour) { Second = colour * 0.35f, Frequency = r.Between(5, 10), Gloss = 0.05f };
    }

    public static Material Bark(RandomSource r)
    {
        var colour = Hue(r.Between(0.05f, 0.1f), r.Between(0.2f, 0.6f), r.Between(0.25f, 0.6f));
        return new Material(colour) { Second = colour * 0.5f, Frequency = 8, Gloss = 0 };
    }

    public static Material Rubber { get; } = new(new Vector3(0.02f)) { Pattern = Pattern.Plain, Gloss = 0.1f };

    public static Material Glass { get; } = new(new Vector3(0.05f, 0.08f, 0.11f)) { Pattern = Pattern.Plain, Gloss = 1 };
}
