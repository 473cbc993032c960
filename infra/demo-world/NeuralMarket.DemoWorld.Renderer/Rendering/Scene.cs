using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>Everything that a picture shows. The wall's plane is where <c>dot(point, WallNormal) = WallOffset</c>.</summary>
public sealed record Scene(
    IReadOnlyList<Solid> Solids,
    IReadOnlyList<PointLight> PointLights,
    Backdrop Backdrop,
    Camera Camera,
    Vector3 WallNormal,
    float WallOffset);
