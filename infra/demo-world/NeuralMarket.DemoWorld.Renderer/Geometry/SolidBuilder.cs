using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Geometry;

/// <summary>Puts a solid together, part by part; a cut belongs to the part added last.</summary>
public sealed class SolidBuilder
{
    private readonly List<(Part Part, List<Part> Cuts, Material Material)> _pieces = [];

    public SolidBuilder Add(Shape shape, Vector3 at, Material material, Quaternion? turn = null, float bump = 0, float bumpFrequency = 0)
    {
        _pieces.Add((new Part(shape, at, turn ?? Quaternion.Identity, (bump, bumpFrequency)), [], material));
        return this;
    }

    public SolidBuilder Cut(Shape shape, Vector3 at, Quaternion? turn = null)
    {
        _pieces[^1].Cuts.Add(new Part(shape, at, turn ?? Quaternion.Identity, default));
        return this;
    }

    /// <summary>A capsule between two points.</summary>
    public SolidBuilder Rod(Vector3 from, Vector3 to, float radius, Material material) =>
        Add(Shape.Capsule(radius, Vector3.Distance(from, to) / 2), (from + to) / 2, material, Turn.UpTo(to - from));

    public Solid Build() => new([.. _pieces.Select(p => (p.Part, p.Cuts.ToArray(), p.Material))]);
}
