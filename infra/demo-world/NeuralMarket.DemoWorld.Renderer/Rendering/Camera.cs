using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>A pinhole camera. <paramref name="Roll"/> in degrees; <paramref name="Lens"/> is half the shorter side over the focal length.</summary>
public sealed record Camera(Vector3 Eye, Vector3 Target, float Roll, float Lens)
{
    private readonly Vector3 _forward = Vector3.Normalize(Target - Eye);

    public Vector3 Forward => _forward;

    /// <summary>The ray through a point of the picture, in pixels from its upper left corner.</summary>
    public Ray Through(float x, float y, int width, int height)
    {
        var right = Vector3.Normalize(Vector3.Cross(_forward, Vector3.UnitY));
        var turn = System.Numerics.Quaternion.CreateFromAxisAngle(_forward, Turn.Radians(Roll));
        right = Vector3.Transform(right, turn);
        var up = Vector3.Cross(right, _forward);
        var half = MathF.Min(width, height) / 2f;
        var across = (x - (width / 2f)) / half * Lens;
        var down = (y - (height / 2f)) / half * Lens;
        return new Ray(Eye, Vector3.Normalize(_forward + (right * across) - (up * down)));
    }
}
