using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Fruits
{
    public static CoarseCategory Category { get; } = new(
        10, "fruit", [new("apple", Apple), new("pear", Pear), new("banana", Banana), new("grapes", Grapes)])
    {
        Places = [Place.Room, Place.Room, Place.Studio, Place.Studio],
        Elevation = (10, 55),
    };

    private static Subject Apple(RandomSource r)
    {
        var skin = Skin(r, r.Pick(0f, 0.02f, 0.14f, 0.25f), 0.98f);
        var radius = r.Between(0.55f, 0.7f);
        var builder = new SolidBuilder()
            .Add(Shape.Ellipsoid(radius, radius * r.Between(0.82f, 1), radius), new Vector3(0, radius * 0.85f, 0), skin)
            .Cut(Shape.Sphere(0.16f), new Vector3(0, radius * 1.85f, 0));
        Stalk(builder, new Vector3(0, radius * 1.55f, 0), r);
        return new Subject(builder.Build());
    }

    private static Subject Pear(RandomSource r)
    {
        var skin = Skin(r, r.Between(0.12f, 0.25f), 0.9f);
        var lean = Turn.Z(r.Between(-14, 14));
        float radius = r.Between(0.5f, 0.6f), neck = r.Between(0.24f, 0.3f), tall = r.Between(0.65f, 0.85f);
        var middle = new Vector3(0, radius * 0.95f, 0);
        var top = middle + Vector3.Transform(new Vector3(0, tall, 0), lean);
        var builder = new SolidBuilder()
            .Add(Shape.Sphere(radius), middle, skin)
            .Add(Shape.Cone(radius * 0.92f, neck, tall / 2 * 0.8f), middle + Vector3.Transform(new Vector3(0, tall * 0.58f, 0), lean), skin, lean)
            .Add(Shape.Sphere(neck * 1.04f), top, skin);
        Stalk(builder, top + new Vector3(0, neck * 0.8f, 0), r);
        return new Subject(builder.Build());
    }

    private static Subject Banana(RandomSource r)
    {
        var builder = new SolidBuilder();
        for (var fruit = r.Pick(1, 1, 2, 3); fruit > 0; fruit--)
        {
            var skin = Skin(r, r.Between(0.11f, 0.19f), 0.95f);
            float bend = r.Between(0.7f, 0.95f), shift = (fruit - 1.5f) * 0.26f;
            var turn = Turn.Y(r.Between(-12, 12));
            var before = Vector3.Zero;
            for (var step = 0; step <= 6; step++)
            {
                var angle = (step - 3) * 0.32f;
                var at = Vector3.Transform(new Vector3(MathF.Sin(angle) * bend, 0.2f, ((1 - MathF.Cos(angle)) * bend) + shift), turn);
                if (step > 0)
                    builder.Rod(before, at, step is 1 or 6 ? 0.1f : 0.17f, skin);
                before = at;
            }

            builder.Add(Shape.Sphere(0.09f), before, Palette.Bark(r));
        }

        return new Subject(builder.Build());
    }

    private static Subject Grapes(RandomSource r)
    {
        var skin = Skin(r, r.Pick(0.22f, 0.25f, 0.78f, 0.85f, 0.95f), r.Between(0.4f, 0.85f)) with { Gloss = 0.7f };
        var size = r.Between(0.15f, 0.2f);
        var builder = new SolidBuilder();
        for (var row = 0; row < 5; row++)
        {
            var ring = (0.18f + (row * 0.1f)) * (row == 4 ? 0.6f : 1);
            var berries = 2 + row;
            for (var berry = 0; berry < berries; berry++)
            {
                var turn = (berry + (0.5f * row)) * 2 * MathF.PI / berries;
                var at = new Vector3(MathF.Cos(turn) * ring, size + (row * size * 1.4f), MathF.Sin(turn) * ring) + r.Offset(0.04f);
                builder.Add(Shape.Sphere(size), at, skin);
            }
        }

        builder.Rod(new Vector3(0, 1, 0), new Vector3(0.05f, 1.4f, 0), 0.04f, Palette.Bark(r));
        return new Subject(builder.Build());
    }

    private static Material Skin(RandomSource r, float hue, float value)
    {
        var colour = Palette.Hue(hue, r.Between(0.6f, 0.92f), value * r.Between(0.75f, 1));
        return new Material(colour)
        {
            Second = Palette.Hue(hue + r.Between(-0.06f, 0.06f), 0.7f, value * 0.7f),
            Frequency = r.Between(2, 6),
            Gloss = r.Between(0.2f, 0.6f),
        };
    }

    private static void Stalk(SolidBuilder builder, Vector3 at, RandomSource r)
    {
        builder.Rod(at, at + new Vector3(r.Between(-0.1f, 0.1f), 0.22f, 0), 0.035f, Palette.Bark(r));
        if (r.Chance(0.3f))
            builder.Add(Shape.Ellipsoid(0.2f, 0.03f, 0.09f), at + new Vector3(0.2f, 0.18f, 0), Palette.Foliage(r), Turn.Z(25));
    }
}
