using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Geometry;

/// <summary>Rotations, in degrees.</summary>
public static class Turn
{
    public static Quaternion X(float degrees) => Quaternion.CreateFromAxisAngle(Vector3.UnitX, Radians(degrees));

    public static Quaternion Y(float degrees) => Quaternion.CreateFromAxisAngle(Vector3.UnitY, Radians(degrees));

    public static Quaternion Z(float degrees) => Quaternion.CreateFromAxisAngle(Vector3.UnitZ, Radians(degrees));

    public static float Radians(float degrees) => degrees * MathF.PI / 180;

    /// <summary>The turn that points the y axis along a direction.</summary>
    public static Quaternion UpTo(Vector3 direction)
    {
        var target = Vector3.Normalize(direction);
        var axis = Vector3.Cross(Vector3.UnitY, target);
        if (axis.LengthSquared() < 1e-8f)
            return target.Y > 0 ? Quaternion.Identity : X(180);
        return Quaternion.CreateFromAxisAngle(Vector3.Normalize(axis), MathF.Acos(Math.Clamp(target.Y, -1, 1)));
    }
}
