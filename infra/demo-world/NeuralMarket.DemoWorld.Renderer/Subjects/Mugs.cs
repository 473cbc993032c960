using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Mugs
{
    public static CoarseCategory Category { get; } = new(
        3, "mug", [new("mug with handle", Handled), new("beaker", Beaker), new("cup with lid", Lidded)])
    {
        Places = [Place.Room, Place.Room, Place.Studio, Place.Studio, Place.Meadow],
        AzimuthReach = 30,
        Elevation = (12, 48),
    };

    private static Subject Handled(RandomSource r)
    {
        float radius = r.Between(0.42f, 0.6f), height = r.Between(0.4f, 0.65f);
        var glaze = Palette.Glazed(r);
        var builder = Body(r, radius, radius * r.Between(0.9f, 1.15f), height, glaze);
        // The camera stands near the z axis: a handle near the x axis shows.
        var side = Turn.Y(r.Between(-40, 40) + (r.Chance(0.5f) ? 180 : 0));
        var at = Vector3.Transform(new Vector3(radius, 0, 0), side) + new Vector3(0, height, 0);
        builder.Add(Shape.Torus(height * 0.55f, 0.075f), at, glaze, side * Turn.X(90));
        builder.Cut(Shape.Cylinder(radius * 0.95f, height), new Vector3(0, height, 0));
        return new Subject(builder.Build());
    }

    private static Subject Beaker(RandomSource r)
    {
        var radius = r.Between(0.35f, 0.6f);
        return new Subject(Body(r, radius, radius * r.Between(1, 1.4f), r.Between(0.4f, 0.75f), Palette.Glazed(r)).Build());
    }

    private static Subject Lidded(RandomSource r)
    {
        float radius = r.Between(0.32f, 0.42f), top = radius * r.Between(1.2f, 1.45f), height = r.Between(0.6f, 0.85f);
        var builder = new SolidBuilder().Add(Shape.Cone(radius, top, height), new Vector3(0, height, 0), Palette.Glazed(r));
        var lid = r.Pick(Palette.White(r), Palette.Rubber, Palette.Paint(r));
        builder.Add(Shape.Cylinder(top * 1.08f, 0.06f, 0.03f), new Vector3(0, (2 * height) + 0.03f, 0), lid);
        builder.Add(Shape.Cone(top * 0.95f, top * 0.8f, 0.07f), new Vector3(0, (2 * height) + 0.14f, 0), lid);
        if (r.Chance(0.5f))
            builder.Add(Shape.Cone(radius * 1.18f, radius * 1.28f, height * 0.3f), new Vector3(0, height, 0), Palette.Paint(r));
        if (r.Chance(0.25f))
            builder.Rod(new Vector3(0.1f, 2 * height, 0), new Vector3(0.25f, (2 * height) + 0.7f, 0.1f), 0.04f, Palette.Paint(r));
        return new Subject(builder.Build());
    }

    private static SolidBuilder Body(RandomSource r, float bottom, float top, float height, Material glaze)
    {
        var builder = new SolidBuilder()
            .Add(Shape.Cone(bottom, top, height), new Vector3(0, height, 0), glaze)
            .Cut(Shape.Cone(bottom * 0.88f, top * 0.88f, height), new Vector3(0, height + 0.1f, 0));
        if (r.Chance(0.7f))
        {
            var drink = new Material(Palette.Hue(r.Between(0.04f, 0.12f), r.Between(0.2f, 0.8f), r.Between(0.1f, 0.8f))) { Gloss = 0.7f };
            builder.Add(Shape.Cylinder(float.Lerp(bottom, top, 0.7f) * 0.9f, 0.02f), new Vector3(0, height * r.Between(1.3f, 1.7f), 0), drink);
        }

        return builder;
    }
}
