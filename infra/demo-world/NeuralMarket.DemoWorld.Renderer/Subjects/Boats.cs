using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Boats
{
    public static CoarseCategory Category { get; } = new(
        1, "boat", [new("rowing boat", Rowing), new("sailing boat", Sailing), new("steamer", Steamer)])
    {
        Places = [Place.Lake, Place.Lake, Place.Lake, Place.Lake, Place.Sand],
        Elevation = (3, 28),
    };

    private static Subject Rowing(RandomSource r)
    {
        var (builder, length, width, rim) = Hull(r, r.Between(0.9f, 1.3f), open: true);
        var wood = Palette.Wood(r);
        builder.Add(Shape.Box(0.09f, 0.015f, width * 0.9f), new Vector3(-length * 0.3f, rim - 0.06f, 0), wood);
        builder.Add(Shape.Box(0.09f, 0.015f, width * 0.9f), new Vector3(length * 0.25f, rim - 0.06f, 0), wood);
        if (r.Chance(0.75f))
        {
            var sweep = r.Between(-0.4f, 0.4f);
            builder.Rod(new Vector3(0, rim + 0.05f, width * 0.5f), new Vector3(sweep, rim - 0.12f, width + 0.75f), 0.025f, wood);
            builder.Rod(new Vector3(0, rim + 0.05f, -width * 0.5f), new Vector3(sweep, rim - 0.12f, -width - 0.75f), 0.025f, wood);
        }

        if (r.Chance(0.5f))
            Sitting(builder, new Vector3(length * 0.2f, rim - 0.05f, 0), r);
        return new Subject(builder.Build());
    }

    private static Subject Sailing(RandomSource r)
    {
        var (builder, length, _, rim) = Hull(r, r.Between(0.9f, 1.4f), open: r.Chance(0.5f));
        var height = r.Between(1.3f, 2.2f);
        // Cloth lets light through: the side away from the sun is not black.
        var cloth = (r.Chance(0.6f) ? Palette.White(r) : Palette.Glazed(r)) with { Emission = 0.25f };
        var swing = Turn.Y(r.Between(-35, 35));
        var mast = new Vector3(r.Between(-0.05f, 0.25f), rim, 0);
        builder.Rod(mast - (Vector3.UnitY * 0.2f), mast + (Vector3.UnitY * height), 0.025f, Palette.Wood(r));
        if (r.Chance(0.12f)) // furled along the boom
        {
            builder.Rod(mast + new Vector3(0, 0.18f, 0), mast + new Vector3(-length * 0.8f, 0.2f, 0), 0.06f, cloth);
            return new Subject(builder.Build());
        }

        var main = Shape.Sail(r.Between(0.75f, 0.98f) * length, height * r.Between(0.7f, 0.92f), 0.012f);
        builder.Add(main, mast + new Vector3(0, 0.14f, 0), cloth, Turn.Y(180) * swing);
        if (r.Chance(0.65f))
            builder.Add(Shape.Sail(length * r.Between(0.4f, 0.6f), height * r.Between(0.5f, 0.8f), 0.012f), mast + new Vector3(0.04f, 0.1f, 0), cloth, swing);
        if (r.Chance(0.3f))
            Sitting(builder, new Vector3(-length * 0.5f, rim - 0.05f, 0.1f), r);
        return new Subject(builder.Build());
    }

    private static Subject Steamer(RandomSource r)
    {
        var (builder, length, width, rim) = Hull(r, r.Between(1.2f, 1.7f), open: false);
        var cabin = Palette.White(r) with { Pattern = Pattern.Windows, Second = new Vector3(0.03f), Frequency = 5 };
        var cabinLength = length * r.Between(0.3f, 0.55f);
        var height = r.Between(0.12f, 0.22f);
        builder.Add(Shape.Box(cabinLength, height, width * 0.6f), new Vector3(0, rim + height, 0), cabin);
        if (r.Chance(0.5f))
            builder.Add(Shape.Box(cabinLength * 0.5f, height * 0.7f, width * 0.5f), new Vector3(cabinLength * 0.3f, rim + (2.6f * height), 0), cabin);
        var funnels = r.Whole(1, 3);
        var paint = Palette.Paint(r) with { Pattern = Pattern.Bands, Second = Palette.AnyColour(r), Frequency = 1.4f };
        for (var i = 0; i < funnels; i++)
        {
            var at = new Vector3((i - ((funnels - 1) / 2f)) * 0.4f, rim + (2 * height), 0);
            var tall = r.Between(0.25f, 0.4f);
            builder.Add(Shape.Cylinder(0.1f, tall), at + (Vector3.UnitY * tall), paint, Turn.Z(r.Between(0, 8)));
            if (r.Chance(0.6f))
                Smoke(builder, at + (Vector3.UnitY * 2 * tall), r);
        }

        return new Subject(builder.Build());
    }

    private static (SolidBuilder Builder, float Length, float Width, float Rim) Hull(RandomSource r, float length, bool open)
    {
        var width = length * r.Between(0.26f, 0.36f);
        var depth = r.Between(0.35f, 0.5f);
        var rim = depth * r.Between(0.5f, 0.75f);
        var paint = r.Chance(0.5f) ? Palette.Wood(r) : Palette.Paint(r) with { Pattern = Pattern.Bands, Second = Palette.AnyColour(r), Frequency = 1.2f };
        var builder = new SolidBuilder().Add(Shape.Ellipsoid(length, depth, width), new Vector3(0, rim, 0), paint);
        builder.Cut(Shape.Box(length * 1.1f, depth, width * 1.1f), new Vector3(0, rim + depth, 0));
        if (open)
            builder.Cut(Shape.Ellipsoid(length * 0.92f, depth * 0.8f, width * 0.85f), new Vector3(0, rim, 0));
        return (builder, length, width, rim);
    }

    private static void Sitting(SolidBuilder builder, Vector3 at, RandomSource r)
    {
        builder.Add(Shape.Capsule(0.12f, 0.12f), at + new Vector3(0, 0.2f, 0), Palette.Paint(r));
        builder.Add(Shape.Sphere(0.1f), at + new Vector3(0, 0.52f, 0), new Material(Palette.Hue(0.06f, 0.4f, r.Between(0.4f, 0.9f))));
    }

    private static void Smoke(SolidBuilder builder, Vector3 from, RandomSource r)
    {
        var smoke = new Material(new Vector3(r.Between(0.1f, 0.7f))) { Gloss = 0 };
        for (var puff = 0; puff < 3; puff++)
        {
            from += new Vector3(-0.16f, 0.16f, r.Between(-0.05f, 0.05f));
            builder.Add(Shape.Sphere(0.09f + (0.05f * puff)), from, smoke, bump: 0.03f, bumpFrequency: 20);
        }
    }
}
