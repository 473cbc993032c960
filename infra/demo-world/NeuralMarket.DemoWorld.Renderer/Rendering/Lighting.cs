using System.Numerics;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>One far light and an even one from the sky. Directions point towards the light.</summary>
public sealed record Lighting(Vector3 SunDirection, Vector3 SunColour, Vector3 Ambient, float ShadowSharpness);

/// <summary>A small light inside the scene; it casts no shadow. <paramref name="Reach"/> is where it has fallen to half.</summary>
public readonly record struct PointLight(Vector3 Position, Vector3 Colour, float Reach);
