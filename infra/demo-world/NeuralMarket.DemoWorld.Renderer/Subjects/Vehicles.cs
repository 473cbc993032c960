using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Vehicles
{
    public static CoarseCategory Category { get; } = new(
        8, "road vehicle", [new("car", Car), new("van", Van), new("tractor", Tractor)])
    {
        Places = [Place.Street, Place.Street, Place.Street, Place.Sand, Place.Meadow],
        Elevation = (5, 34),
    };

    private static Subject Car(RandomSource r)
    {
        var paint = Palette.Paint(r) with { Gloss = 0.8f };
        float length = r.Between(0.95f, 1.2f), width = r.Between(0.42f, 0.5f);
        var builder = Wheels(new SolidBuilder(), length * 0.6f, width, 0.2f, 0.2f);
        builder.Add(Shape.Box(length, 0.19f, width, 0.1f), new Vector3(0, 0.38f, 0), paint);
        var cabin = r.Between(0.42f, 0.6f);
        var shift = r.Between(-0.2f, 0.02f);
        builder.Add(Shape.Box(cabin, 0.18f, width * 0.88f, 0.12f), new Vector3(shift, 0.68f, 0), Palette.Glass);
        builder.Add(Shape.Box(cabin * 0.85f, 0.04f, width * 0.85f, 0.03f), new Vector3(shift, 0.85f, 0), paint);
        Lights(builder, length, 0.4f, width);
        return new Subject(builder.Build());
    }

    private static Subject Van(RandomSource r)
    {
        var paint = r.Chance(0.5f) ? Palette.White(r) : Palette.Paint(r);
        float length = r.Between(0.95f, 1.25f), height = r.Between(0.45f, 0.6f), width = r.Between(0.45f, 0.52f);
        var builder = Wheels(new SolidBuilder(), length * 0.62f, width, 0.2f, 0.2f);
        builder.Add(Shape.Box(length, height, width, 0.07f), new Vector3(0, 0.25f + height, 0), paint);
        builder.Add(Shape.Box(0.03f, height * 0.4f, width * 0.85f), new Vector3(length - 0.005f, 0.25f + (height * 1.35f), 0), Palette.Glass);
        builder.Add(Shape.Box(0.2f, height * 0.35f, width + 0.01f), new Vector3(length * 0.62f, 0.25f + (height * 1.35f), 0), Palette.Glass);
        if (r.Chance(0.5f))
            builder.Add(Shape.Box(length * 0.45f, 0.1f, width + 0.008f), new Vector3(-length * 0.3f, 0.25f + height, 0), Palette.Glazed(r));
        Lights(builder, length, 0.4f, width);
        return new Subject(builder.Build());
    }

    private static Subject Tractor(RandomSource r)
    {
        var paint = Palette.Paint(r);
        var builder = Wheels(new SolidBuilder(), 0, 0, 0, 0);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            Wheel(builder, new Vector3(-0.5f, 0.48f, side * 0.45f), 0.48f, 0.13f);
            Wheel(builder, new Vector3(0.65f, 0.25f, side * 0.38f), 0.25f, 0.09f);
        }

        builder.Add(Shape.Box(0.5f, 0.18f, 0.2f, 0.05f), new Vector3(0.45f, 0.62f, 0), paint);
        builder.Add(Shape.Box(0.4f, 0.12f, 0.28f), new Vector3(-0.35f, 0.55f, 0), paint);
        if (r.Chance(0.75f))
        {
            builder.Add(Shape.Box(0.3f, 0.3f, 0.3f, 0.03f), new Vector3(-0.4f, 0.95f, 0), Palette.Glass);
            builder.Add(Shape.Box(0.36f, 0.05f, 0.35f), new Vector3(-0.4f, 1.28f, 0), paint);
        }
        else
        {
            builder.Add(Shape.Box(0.05f, 0.2f, 0.2f), new Vector3(-0.6f, 0.85f, 0), Palette.Rubber);
        }

        builder.Rod(new Vector3(0.6f, 0.8f, 0.1f), new Vector3(0.6f, 1.15f, 0.1f), 0.04f, Palette.Metal(r));
        return new Subject(builder.Build());
    }

    private static SolidBuilder Wheels(SolidBuilder builder, float axle, float width, float radius, float height)
    {
        if (radius <= 0)
            return builder;
        foreach (var (x, z) in (ReadOnlySpan<(int, int)>)[(-1, -1), (-1, 1), (1, -1), (1, 1)])
            Wheel(builder, new Vector3(x * axle, height, z * width), radius, 0.08f);
        return builder;
    }

    private static void Wheel(SolidBuilder builder, Vector3 at, float radius, float halfWidth)
    {
        builder.Add(Shape.Cylinder(radius, halfWidth, 0.03f), at, Palette.Rubber, Turn.X(90));
        builder.Add(Shape.Cylinder(radius * 0.55f, halfWidth + 0.015f), at, new Material(new Vector3(0.5f)) { Gloss = 0.8f }, Turn.X(90));
    }

    private static void Lights(SolidBuilder builder, float length, float height, float width)
    {
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            builder.Add(Shape.Sphere(0.07f), new Vector3(length - 0.02f, height, side * width * 0.7f), new Material(new Vector3(0.95f, 0.9f, 0.7f)) { Emission = 0.4f });
            builder.Add(Shape.Sphere(0.06f), new Vector3(-length + 0.02f, height, side * width * 0.7f), new Material(new Vector3(0.7f, 0.03f, 0.02f)) { Emission = 0.3f });
        }
    }
}
