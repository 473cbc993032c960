using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>A half-line; the direction has length 1.</summary>
public readonly record struct Ray(Vector3 Origin, Vector3 Direction)
{
    public Vector3 At(float distance) => Origin + (Direction * distance);
}
