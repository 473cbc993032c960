using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

/// <summary>Things that lie about near a subject and belong to no category.</summary>
public static class Clutter
{
    /// <summary>Between none and four, never where they would hide most of the subject.</summary>
    public static IEnumerable<Solid> Around(Solid subject, Vector3 towardsCamera, float floor, RandomSource r)
    {
        var count = r.Pick(0, 0, 1, 1, 2, 3, 4);
        var reach = subject.Size.Length() / 2;
        for (var i = 0; i < count; i++)
        {
            var turn = r.Between(0, 2 * MathF.PI);
            var outward = new Vector3(MathF.Cos(turn), 0, MathF.Sin(turn));
            var inFront = Vector3.Dot(outward, towardsCamera) > 0.3f;
            var size = reach * (inFront ? r.Between(0.08f, 0.2f) : r.Between(0.12f, 0.45f));
            var at = new Vector3(subject.Centre.X, floor, subject.Centre.Z) + (outward * reach * r.Between(0.85f, 1.9f));
            yield return Thing(at, size, r);
        }
    }

    private static Solid Thing(Vector3 at, float size, RandomSource r)
    {
        var material = r.Pick(Palette.Glazed(r), Palette.Stone(r), Palette.Wood(r), Palette.Foliage(r));
        var turn = Turn.Y(r.Between(0, 180));
        var builder = new SolidBuilder();
        switch (r.Below(5))
        {
            case 0:
                builder.Add(Shape.Box(size, size * r.Between(0.3f, 1), size * r.Between(0.5f, 1), size * 0.1f), at + (Vector3.UnitY * size * 0.5f), material, turn);
                break;
            case 1:
                builder.Add(Shape.Sphere(size * 0.8f), at + (Vector3.UnitY * size * 0.8f), material);
                break;
            case 2:
                builder.Add(Shape.Cylinder(size * 0.3f, size * 1.2f), at + (Vector3.UnitY * size * 1.2f), material);
                break;
            case 3:
                builder.Add(Shape.Cylinder(size * 0.25f, size * 1.3f), at + (Vector3.UnitY * size * 0.25f), material, turn * Turn.Z(90));
                break;
            default:
                builder.Add(Shape.Ellipsoid(size, size * 0.6f, size * 0.8f), at + (Vector3.UnitY * size * 0.3f), Palette.Stone(r), turn, size * 0.06f, 7 / size);
                break;
        }

        return builder.Build();
    }
}
