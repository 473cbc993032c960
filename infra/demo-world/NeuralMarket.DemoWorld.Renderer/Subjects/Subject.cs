using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Rendering;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

/// <summary>One specimen, standing on y = 0, with the lights that belong to it.</summary>
public sealed record Subject(Solid Solid, params IReadOnlyList<PointLight> Lights);
