using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Randomness;

namespace NeuralMarket.DemoWorld.Renderer.Shading;

public enum Pattern
{
    Plain,
    Stripes,
    Bands,
    Checks,
    Spots,
    Mottled,
    Bricks,
    Windows,
    Wood,
}

/// <summary>What a surface looks like. Colours are linear RGB, 0 to 1; a pattern mixes <see cref="Colour"/> with <see cref="Second"/>.</summary>
public sealed record Material(Vector3 Colour)
{
    public Pattern Pattern { get; init; } = Pattern.Mottled;

    public Vector3 Second { get; init; } = Colour * 0.8f;

    /// <summary>Repetitions of the pattern per unit of length.</summary>
    public float Frequency { get; init; } = 4;

    /// <summary>0 matt to 1 glossy.</summary>
    public float Gloss { get; init; } = 0.15f;

    /// <summary>Light that the surface gives off, as a multiple of its colour.</summary>
    public float Emission { get; init; }

    public Vector3 ColourAt(Vector3 local)
    {
        var p = local * Frequency;
        return Pattern switch
        {
            Pattern.Plain => Colour,
            Pattern.Stripes => Mix(Wave(p.X + (p.Z * 0.7f))),
            Pattern.Bands => Mix(Wave(p.Y)),
            Pattern.Checks => Mix(Parity(p)),
            Pattern.Spots => Mix(Spot(p)),
            Pattern.Bricks => Mix(Mortar(p)),
            Pattern.Windows => Mix(Pane(p)),
            Pattern.Wood => Mix(Wave((MathF.Sqrt((p.X * p.X) + (p.Z * p.Z)) * 0.6f) + (Noise.At(p * 0.4f) * 1.5f)) * 0.7f),
            _ => Mix(Noise.Cloudy(p)),
        };
    }

    private static float Wave(float x) => Math.Clamp((MathF.Sin(x * 2 * MathF.PI) * 3) + 0.5f, 0, 1);

    private static float Parity(Vector3 p) =>
        (((int)MathF.Floor(p.X + 0.01f) + (int)MathF.Floor(p.Y + 0.01f) + (int)MathF.Floor(p.Z + 0.01f)) & 1) == 0 ? 0 : 1;

    private static float Spot(Vector3 p)
    {
        int x = (int)MathF.Floor(p.X), y = (int)MathF.Floor(p.Y), z = (int)MathF.Floor(p.Z);
        var centre = new Vector3(x, y, z) + new Vector3(0.35f) + (0.3f * new Vector3(Noise.Cell(x, y, z), Noise.Cell(y, z, x), Noise.Cell(z, x, y)));
        return Math.Clamp((0.36f - Vector3.Distance(p, centre)) * 12, 0, 1);
    }

    private static float Mortar(Vector3 p)
    {
        var row = MathF.Floor(p.Y * 2);
        var along = p.X + p.Z + (row * 0.5f);
        var gap = MathF.Min(along - MathF.Floor(along), (p.Y * 2) - row);
        return gap < 0.14f ? 1 : 0.35f * Noise.Cell((int)MathF.Floor(along), (int)row, 5);
    }

    private static float Pane(Vector3 p)
    {
        var across = p.X + p.Z + 0.5f;
        float u = across - MathF.Floor(across), v = p.Y - MathF.Floor(p.Y);
        var pane = u is > 0.25f and < 0.75f && v is > 0.25f and < 0.8f;
        return pane ? 0.55f + (0.45f * Noise.Cell((int)MathF.Floor(across), (int)MathF.Floor(p.Y), 3)) : 0;
    }

    private Vector3 Mix(float share) => Vector3.Lerp(Colour, Second, share);
}
