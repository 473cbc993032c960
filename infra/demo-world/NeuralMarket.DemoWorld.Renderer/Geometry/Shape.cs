using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Geometry;

public enum ShapeKind
{
    Sphere,
    Ellipsoid,
    Box,
    Cylinder,
    Cone,
    Capsule,
    Torus,
    Gable,
    Sail,
}

/// <summary>
/// A primitive around its own origin, its axis along y. <see cref="Distance"/> is the signed distance to its surface, or
/// a lower bound of it (formulas: Hart 1996; Quilez, "distance functions").
/// </summary>
public readonly record struct Shape(ShapeKind Kind, Vector3 Size, float Rounding)
{
    public static Shape Sphere(float radius) => new(ShapeKind.Sphere, new Vector3(radius), 0);

    public static Shape Ellipsoid(float x, float y, float z) => new(ShapeKind.Ellipsoid, new Vector3(x, y, z), 0);

    /// <summary>Half extents.</summary>
    public static Shape Box(float x, float y, float z, float rounding = 0.01f) => new(ShapeKind.Box, new Vector3(x, y, z), rounding);

    public static Shape Cylinder(float radius, float halfHeight, float rounding = 0.005f) =>
        new(ShapeKind.Cylinder, new Vector3(radius, halfHeight, radius), rounding);

    public static Shape Cone(float bottomRadius, float topRadius, float halfHeight) =>
        new(ShapeKind.Cone, new Vector3(bottomRadius, halfHeight, topRadius), 0);

    /// <summary>Half the length of its straight part.</summary>
    public static Shape Capsule(float radius, float halfLength) => new(ShapeKind.Capsule, new Vector3(radius, halfLength, radius), 0);

    public static Shape Torus(float ring, float tube) => new(ShapeKind.Torus, new Vector3(ring, tube, ring), 0);

    /// <summary>A roof: base at y = 0, ridge along z.</summary>
    public static Shape Gable(float halfBase, float height, float halfLength) =>
        new(ShapeKind.Gable, new Vector3(halfBase, height, halfLength), 0);

    /// <summary>A right-angled triangle from the origin along +x and +y.</summary>
    public static Shape Sail(float width, float height, float halfThickness) =>
        new(ShapeKind.Sail, new Vector3(width, height, halfThickness), 0);

    /// <summary>Half extents of a box around the origin that holds the shape.</summary>
    public Vector3 Extent => Kind switch
    {
        ShapeKind.Cone => new Vector3(MathF.Max(Size.X, Size.Z), Size.Y, MathF.Max(Size.X, Size.Z)),
        ShapeKind.Capsule => new Vector3(Size.X, Size.Y + Size.X, Size.X),
        ShapeKind.Torus => new Vector3(Size.X + Size.Y, Size.Y, Size.X + Size.Y),
        _ => Size,
    };

    public float Distance(Vector3 p)
    {
        switch (Kind)
        {
            case ShapeKind.Sphere:
                return p.Length() - Size.X;
            case ShapeKind.Ellipsoid:
                var scaled = p / Size;
                var length = scaled.Length();
                return length * (length - 1) / MathF.Max((scaled / Size).Length(), 1e-6f);
            case ShapeKind.Box:
                var q = Vector3.Abs(p) - Size + new Vector3(Rounding);
                return Vector3.Max(q, Vector3.Zero).Length() + MathF.Min(MathF.Max(q.X, MathF.Max(q.Y, q.Z)), 0) - Rounding;
            case ShapeKind.Cylinder:
                return Slab(Across(p) - Size.X + Rounding, MathF.Abs(p.Y) - Size.Y + Rounding) - Rounding;
            case ShapeKind.Cone:
                return Cone(p);
            case ShapeKind.Capsule:
                return (p - new Vector3(0, Math.Clamp(p.Y, -Size.Y, Size.Y), 0)).Length() - Size.X;
            case ShapeKind.Torus:
                return new Vector2(Across(p) - Size.X, p.Y).Length() - Size.Y;
            case ShapeKind.Gable:
                var slope = ((MathF.Abs(p.X) * Size.Y) + (p.Y * Size.X) - (Size.X * Size.Y)) / MathF.Sqrt((Size.X * Size.X) + (Size.Y * Size.Y));
                return MathF.Max(MathF.Max(slope, -p.Y), MathF.Abs(p.Z) - Size.Z);
            default:
                var leech = ((p.X * Size.Y) + (p.Y * Size.X) - (Size.X * Size.Y)) / MathF.Sqrt((Size.X * Size.X) + (Size.Y * Size.Y));
                return MathF.Max(MathF.Max(leech, MathF.Max(-p.X, -p.Y)), MathF.Abs(p.Z) - Size.Z);
        }
    }

    private static float Across(Vector3 p) => MathF.Sqrt((p.X * p.X) + (p.Z * p.Z));

    private static float Slab(float radial, float axial) =>
        MathF.Min(MathF.Max(radial, axial), 0) + Vector2.Max(new Vector2(radial, axial), Vector2.Zero).Length();

    private float Cone(Vector3 p)
    {
        float bottom = Size.X, top = Size.Z, half = Size.Y;
        var q = new Vector2(Across(p), p.Y);
        var rim = new Vector2(top, half);
        var side = new Vector2(top - bottom, 2 * half);
        var cap = new Vector2(q.X - MathF.Min(q.X, q.Y < 0 ? bottom : top), MathF.Abs(q.Y) - half);
        var wall = q - rim + (side * Math.Clamp(Vector2.Dot(rim - q, side) / side.LengthSquared(), 0, 1));
        var sign = wall.X < 0 && cap.Y < 0 ? -1 : 1;
        return sign * MathF.Sqrt(MathF.Min(cap.LengthSquared(), wall.LengthSquared()));
    }
}
