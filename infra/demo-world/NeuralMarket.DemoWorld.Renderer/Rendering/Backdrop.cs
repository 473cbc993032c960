using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

public enum Skyline
{
    None,
    Hills,
    Town,
    Trees,
}

/// <summary>What is behind and below a subject: a sky with a skyline or a wall, and a floor, the sea or nothing.</summary>
public sealed class Backdrop
{
    public required Vector3 Zenith { get; init; }

    public required Vector3 Horizon { get; init; }

    public required Lighting Lighting { get; init; }

    public float Clouds { get; init; }

    public Skyline Skyline { get; init; }

    public Vector3 SkylineColour { get; init; }

    public Material? Floor { get; init; }

    public float FloorHeight { get; init; }

    public bool IsWater { get; init; }

    /// <summary>The wall behind the subject and how far behind it stands, in units of the subject's size.</summary>
    public Material? Wall { get; init; }

    public float WallDistance { get; init; }

    /// <summary>Share of the horizon's colour that is mixed in per unit of distance.</summary>
    public float Haze { get; init; }

    public float Seed { get; init; }

    public Vector3 Sky(Vector3 direction)
    {
        var height = direction.Y;
        var colour = Vector3.Lerp(Horizon, Zenith, MathF.Sqrt(Math.Clamp(height, 0, 1)));
        if (Clouds > 0 && height > 0.02f)
        {
            var drift = new Vector3(direction.X / (height + 0.25f), Seed, direction.Z / (height + 0.25f)) * 1.7f;
            var cover = Math.Clamp((Noise.Cloudy(drift) - 0.62f + (Clouds * 0.25f)) * 4, 0, 1);
            colour = Vector3.Lerp(colour, Vector3.Lerp(Horizon, Vector3.One, 0.6f) * 0.95f, cover * 0.85f);
        }

        if (Skyline == Skyline.None)
            return colour;
        var azimuth = MathF.Atan2(direction.X, direction.Z) * 8;
        var ridge = RidgeAt(azimuth);
        if (height > ridge)
            return colour;
        var detail = Noise.Cloudy(new Vector3(azimuth * 4, height * 40, Seed));
        return Vector3.Lerp(SkylineColour * (0.6f + (0.8f * detail)), Horizon, 0.25f);
    }

    private float RidgeAt(float azimuth) => Skyline switch
    {
        Skyline.Hills => 0.02f + (0.16f * Noise.Cloudy(new Vector3(azimuth * 0.4f, Seed, 0))),
        Skyline.Town => 0.03f + (0.22f * Noise.Cell((int)MathF.Floor(azimuth * 1.7f), (int)(Seed * 7), 1)),
        _ => 0.06f + (0.2f * Noise.Cloudy(new Vector3(azimuth * 2.5f, Seed, 0))),
    };
}
