using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Chairs
{
    public static CoarseCategory Category { get; } = new(
        6, "chair", [new("stool", Stool), new("dining chair", Dining), new("armchair", Armchair)])
    {
        Places = [Place.Room, Place.Room, Place.Room, Place.Studio, Place.Street],
        Elevation = (8, 36),
    };

    private static Subject Stool(RandomSource r)
    {
        var frame = Frame(r);
        float height = r.Between(0.6f, 1.1f), radius = r.Between(0.38f, 0.5f);
        var builder = Legs(r, frame, height, radius * 0.8f);
        var seat = r.Chance(0.6f) ? Shape.Cylinder(radius, 0.07f, 0.03f) : Shape.Box(radius, 0.06f, radius, 0.03f);
        builder.Add(seat, new Vector3(0, height, 0), r.Chance(0.5f) ? frame : Palette.Glazed(r));
        return new Subject(builder.Build());
    }

    private static Subject Dining(RandomSource r)
    {
        var frame = Frame(r);
        float height = r.Between(0.5f, 0.7f), half = r.Between(0.36f, 0.46f), back = r.Between(0.35f, 0.55f);
        var builder = Legs(r, frame, height, half * 0.9f);
        var seat = r.Chance(0.5f) ? frame : Palette.Glazed(r);
        builder.Add(Shape.Box(half, 0.05f, half, 0.02f), new Vector3(0, height, 0), seat);
        var top = height + (2 * back);
        if (r.Chance(0.4f))
        {
            builder.Add(Shape.Box(half, back, 0.04f), new Vector3(0, height + back, -half), seat);
            return new Subject(builder.Build());
        }

        builder.Rod(new Vector3(-half, height, -half), new Vector3(-half, top, -half - 0.08f), 0.045f, frame);
        builder.Rod(new Vector3(half, height, -half), new Vector3(half, top, -half - 0.08f), 0.045f, frame);
        for (var slat = r.Whole(2, 3); slat > 0; slat--)
            builder.Add(Shape.Box(half, 0.06f, 0.03f), new Vector3(0, top - (slat * 0.24f) + 0.1f, -half - 0.06f), frame);
        return new Subject(builder.Build());
    }

    private static Subject Armchair(RandomSource r)
    {
        var cloth = Palette.Glazed(r) with { Gloss = 0.05f };
        float half = r.Between(0.4f, 0.55f), seat = r.Between(0.2f, 0.28f), back = r.Between(0.5f, 0.7f);
        var builder = new SolidBuilder()
            .Add(Shape.Box(half, seat, half, 0.08f), new Vector3(0, seat, 0), cloth)
            .Add(Shape.Box(half, back, 0.15f, 0.1f), new Vector3(0, back, -half), cloth, Turn.X(-6))
            .Add(Shape.Box(0.13f, seat + 0.18f, half, 0.08f), new Vector3(half, seat + 0.18f, 0), cloth)
            .Add(Shape.Box(0.13f, seat + 0.18f, half, 0.08f), new Vector3(-half, seat + 0.18f, 0), cloth);
        if (r.Chance(0.4f))
            builder.Add(Shape.Box(0.22f, 0.2f, 0.08f, 0.07f), new Vector3(r.Between(-0.15f, 0.15f), (2 * seat) + 0.2f, -half + 0.25f), Palette.Glazed(r), Turn.X(-20));
        return new Subject(builder.Build());
    }

    private static Material Frame(RandomSource r) => r.Pick(Palette.Wood(r), Palette.Wood(r), Palette.Metal(r), Palette.Paint(r));

    private static SolidBuilder Legs(RandomSource r, Material frame, float height, float reach)
    {
        var builder = new SolidBuilder();
        var splay = r.Between(1, 1.25f);
        var thickness = r.Between(0.035f, 0.065f);
        foreach (var (x, z) in (ReadOnlySpan<(int, int)>)[(-1, -1), (-1, 1), (1, -1), (1, 1)])
            builder.Rod(new Vector3(x, 0, z) * (reach * splay), (new Vector3(x, 0, z) * reach) + (Vector3.UnitY * height), thickness, frame);
        return builder;
    }
}
