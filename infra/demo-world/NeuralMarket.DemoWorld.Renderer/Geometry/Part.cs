using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Geometry;

/// <summary>A shape in its place. <see cref="Bump"/> roughens it: amplitude and frequency of a wave on its surface.</summary>
public readonly struct Part
{
    private readonly Vector3 _x;
    private readonly Vector3 _y;
    private readonly Vector3 _z;

    public Part(Shape shape, Vector3 position, Quaternion turn, (float Amplitude, float Frequency) bump)
    {
        Shape = shape;
        Position = position;
        Bump = bump;
        _x = Vector3.Transform(Vector3.UnitX, turn);
        _y = Vector3.Transform(Vector3.UnitY, turn);
        _z = Vector3.Transform(Vector3.UnitZ, turn);
        Reach = shape.Extent.Length() + bump.Amplitude;
    }

    public Shape Shape { get; }

    public Vector3 Position { get; }

    public (float Amplitude, float Frequency) Bump { get; }

    /// <summary>Radius of a sphere around <see cref="Position"/> that holds the part.</summary>
    public float Reach { get; }

    /// <summary>Half extents of the upright box around the turned part.</summary>
    public Vector3 UprightExtent
    {
        get
        {
            var extent = Shape.Extent + new Vector3(Bump.Amplitude);
            return (Vector3.Abs(_x) * extent.X) + (Vector3.Abs(_y) * extent.Y) + (Vector3.Abs(_z) * extent.Z);
        }
    }

    public Vector3 ToLocal(Vector3 point)
    {
        var offset = point - Position;
        return new Vector3(Vector3.Dot(offset, _x), Vector3.Dot(offset, _y), Vector3.Dot(offset, _z));
    }

    public float Distance(Vector3 point)
    {
        var local = ToLocal(point);
        var distance = Shape.Distance(local);
        if (Bump.Amplitude == 0 || distance > 4 * Bump.Amplitude)
            return distance;
        var wave = local * Bump.Frequency;
        return distance - (Bump.Amplitude * MathF.Sin(wave.X) * MathF.Sin(wave.Y + 1) * MathF.Sin(wave.Z + 2));
    }
}
