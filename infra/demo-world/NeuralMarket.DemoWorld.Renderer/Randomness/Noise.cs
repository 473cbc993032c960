using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Randomness;

/// <summary>Value noise on an integer lattice, 0 to 1.</summary>
public static class Noise
{
    public static float At(Vector3 point)
    {
        var cell = new Vector3(MathF.Floor(point.X), MathF.Floor(point.Y), MathF.Floor(point.Z));
        var inside = point - cell;
        var weight = inside * inside * (new Vector3(3) - (2 * inside));
        int x = (int)cell.X, y = (int)cell.Y, z = (int)cell.Z;
        var near = Plane(x, y, z, weight);
        var far = Plane(x, y, z + 1, weight);
        return float.Lerp(near, far, weight.Z);
    }

    /// <summary>Three octaves.</summary>
    public static float Cloudy(Vector3 point) =>
        (At(point) * 0.57f) + (At((point * 2.03f) + new Vector3(17)) * 0.29f) + (At((point * 4.1f) + new Vector3(31)) * 0.14f);

    /// <summary>A fixed value from 0 to 1 for a lattice point.</summary>
    public static float Cell(int x, int y, int z)
    {
        var hash = ((uint)x * 0x8DA6B343) ^ ((uint)y * 0xD8163841) ^ ((uint)z * 0xCB1AB31F);
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6D;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39;
        return ((hash ^ (hash >> 15)) & 0xFFFFFF) * (1f / 0x1000000);
    }

    private static float Plane(int x, int y, int z, Vector3 weight) =>
        float.Lerp(
            float.Lerp(Cell(x, y, z), Cell(x + 1, y, z), weight.X),
            float.Lerp(Cell(x, y + 1, z), Cell(x + 1, y + 1, z), weight.X),
            weight.Y);
}
