using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Mushrooms
{
    public static CoarseCategory Category { get; } = new(
        9, "mushroom", [new("fly agaric", FlyAgaric), new("boletus", Boletus), new("chanterelle", Chanterelle)])
    {
        Places = [Place.Meadow, Place.Meadow, Place.Meadow, Place.Sand, Place.Studio],
        Elevation = (3, 36),
    };

    private static Subject FlyAgaric(RandomSource r)
    {
        var builder = new SolidBuilder();
        ForEachOfGroup(r, (at, size) =>
        {
            var height = size * r.Between(0.8f, 1.2f);
            var cap = new Vector3(r.Between(0.5f, 0.75f), r.Between(0.25f, 0.5f), 0) * size;
            var top = at + (Vector3.UnitY * height);
            var red = new Material(Palette.Hue(r.Between(-0.02f, 0.05f), r.Between(0.75f, 0.95f), r.Between(0.6f, 0.95f))) { Pattern = Pattern.Plain, Gloss = 0.4f };
            builder.Rod(at, top, 0.13f * size, Palette.White(r));
            builder.Add(Shape.Cylinder(0.22f * size, 0.03f), at + (Vector3.UnitY * height * 0.65f), Palette.White(r));
            Cap(builder, top, cap, red);
            for (var wart = 0; wart < 12; wart++)
            {
                var turn = r.Between(0, 2 * MathF.PI);
                var rise = r.Between(0.15f, 1f);
                var ring = MathF.Sqrt(1 - (rise * rise)) * cap.X;
                builder.Add(Shape.Sphere(0.06f * size), top + new Vector3(MathF.Cos(turn) * ring, rise * cap.Y, MathF.Sin(turn) * ring), Palette.White(r));
            }
        });
        return new Subject(builder.Build());
    }

    private static Subject Boletus(RandomSource r)
    {
        var builder = new SolidBuilder();
        ForEachOfGroup(r, (at, size) =>
        {
            var height = size * r.Between(0.6f, 0.9f);
            var stem = new Material(Palette.Hue(0.11f, r.Between(0.1f, 0.4f), r.Between(0.6f, 0.9f)));
            builder.Add(Shape.Ellipsoid(0.3f * size, height * 0.75f, 0.3f * size), at + (Vector3.UnitY * height * 0.5f), stem);
            var brown = new Material(Palette.Hue(r.Between(0.04f, 0.09f), r.Between(0.5f, 0.8f), r.Between(0.25f, 0.6f))) { Gloss = 0.3f };
            Cap(builder, at + (Vector3.UnitY * height), new Vector3(r.Between(0.5f, 0.7f), r.Between(0.35f, 0.5f), 0) * size, brown);
        });
        return new Subject(builder.Build());
    }

    private static Subject Chanterelle(RandomSource r)
    {
        var builder = new SolidBuilder();
        ForEachOfGroup(r, (at, size) =>
        {
            var yellow = new Material(Palette.Hue(r.Between(0.08f, 0.15f), r.Between(0.6f, 0.9f), r.Between(0.7f, 0.98f))) { Frequency = 8 };
            float half = size * r.Between(0.45f, 0.6f), wide = size * r.Between(0.45f, 0.65f);
            var middle = at + (Vector3.UnitY * half);
            var lean = Turn.Z(r.Between(-12, 12));
            builder.Add(Shape.Cone(0.13f * size, wide, half), middle, yellow, lean, 0.03f, 12);
            builder.Cut(Shape.Cone(0.01f, wide * 0.9f, half * 0.5f), middle + Vector3.Transform(new Vector3(0, half * 0.65f, 0), lean), lean);
        });
        return new Subject(builder.Build());
    }

    private static void ForEachOfGroup(RandomSource r, Action<Vector3, float> place)
    {
        place(Vector3.Zero, 1);
        for (var more = r.Pick(0, 0, 1, 1, 2); more > 0; more--)
        {
            var turn = r.Between(0, 2 * MathF.PI);
            place(new Vector3(MathF.Cos(turn), 0, MathF.Sin(turn)) * r.Between(0.6f, 0.9f), r.Between(0.4f, 0.75f));
        }
    }

    private static void Cap(SolidBuilder builder, Vector3 at, Vector3 size, Material material) => builder
        .Add(Shape.Ellipsoid(size.X, size.Y, size.X), at, material)
        .Cut(Shape.Box(size.X * 1.1f, size.Y, size.X * 1.1f), at - new Vector3(0, size.Y * 1.12f, 0));
}
