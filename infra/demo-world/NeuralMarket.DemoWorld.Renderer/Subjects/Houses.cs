using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Houses
{
    public static CoarseCategory Category { get; } = new(
        2, "house", [new("cottage", Cottage), new("tower block", Tower), new("ruin", Ruin)])
    {
        Places = [Place.Meadow, Place.Meadow, Place.Street, Place.Street, Place.Sand],
        Elevation = (4, 26),
    };

    private static Subject Cottage(RandomSource r)
    {
        float x = r.Between(0.6f, 0.9f), y = r.Between(0.4f, 0.6f), z = r.Between(0.6f, 1.1f);
        var walls = Walls(r);
        var roof = new Material(Palette.Hue(r.Pick(0.02f, 0.05f, 0.1f, 0.6f), r.Between(0.2f, 0.7f), r.Between(0.3f, 0.7f)))
        {
            Pattern = Pattern.Bands,
            Frequency = 7,
        };
        var ridge = r.Between(0.5f, 0.9f);
        var builder = new SolidBuilder()
            .Add(Shape.Box(x, y, z), new Vector3(0, y, 0), walls)
            .Add(Shape.Gable(x, ridge, z), new Vector3(0, 2 * y, 0), walls)
            .Add(Shape.Gable(x * 1.15f, ridge * 1.1f, z * 1.08f), new Vector3(0, (2 * y) - 0.02f, 0), roof)
            .Cut(Shape.Gable(x * 1.02f, ridge * 0.98f, z * 1.2f), new Vector3(0, (2 * y) - 0.04f, 0));
        if (r.Chance(0.7f))
            builder.Add(Shape.Box(0.1f, 0.3f, 0.1f), new Vector3(x * 0.45f, (2 * y) + (ridge * 0.9f), r.Between(-z, z) * 0.6f), Palette.Stone(r));
        Openings(builder, x, y, z, r);
        return new Subject(builder.Build());
    }

    private static Subject Tower(RandomSource r)
    {
        var pane = r.Chance(0.3f) ? Palette.Hue(0.13f, 0.5f, 1) : Palette.Hue(0.58f, 0.3f, r.Between(0.1f, 0.5f));
        var facade = Walls(r) with { Pattern = Pattern.Windows, Second = pane, Frequency = r.Between(3.2f, 5) };
        float x = r.Between(0.35f, 0.6f), y = r.Between(0.8f, 1.35f), z = r.Between(0.35f, 0.6f);
        var builder = new SolidBuilder().Add(Shape.Box(x, y, z), new Vector3(0, y, 0), facade);
        if (r.Chance(0.5f))
            builder.Add(Shape.Box(0.15f, 0.1f, 0.15f), new Vector3(0.1f, (2 * y) + 0.08f, 0), Palette.Stone(r));
        if (r.Chance(0.45f))
        {
            var lower = y * r.Between(0.4f, 0.8f);
            builder.Add(Shape.Box(x, lower, z), new Vector3(2 * x * r.Sign() * 0.95f, lower, r.Between(-0.3f, 0.3f)), facade);
        }

        return new Subject(builder.Build());
    }

    private static Subject Ruin(RandomSource r)
    {
        float x = r.Between(0.7f, 1), y = r.Between(0.5f, 0.9f), z = r.Between(0.6f, 1);
        var stone = r.Chance(0.5f) ? Palette.Stone(r) : Palette.Stone(r) with { Pattern = Pattern.Bricks, Frequency = 3 };
        var builder = new SolidBuilder()
            .Add(Shape.Box(x, y, z), new Vector3(0, y, 0), stone, bump: 0.02f, bumpFrequency: 14)
            .Cut(Shape.Box(x - 0.14f, y * 1.2f, z - 0.14f), new Vector3(0, y * 1.1f, 0));
        for (var bite = 0; bite < 5; bite++)
        {
            var at = new Vector3(r.Sign() * x * r.Between(0.3f, 1), y * r.Between(1.6f, 2.1f), r.Sign() * z * r.Between(0.3f, 1));
            builder.Cut(Shape.Sphere(r.Between(0.35f, 0.65f)), at);
        }

        builder.Cut(Shape.Box(0.14f, 0.3f, z * 2), new Vector3(r.Between(-0.3f, 0.3f), 0.3f, 0));
        builder.Cut(Shape.Box(x * 2, 0.2f, 0.13f), new Vector3(0, y, r.Between(-0.3f, 0.3f)));
        for (var rubble = r.Whole(2, 6); rubble > 0; rubble--)
        {
            var at = new Vector3(r.Between(-1.3f, 1.3f) * x, 0.05f, r.Between(-1.3f, 1.3f) * z);
            builder.Add(Shape.Box(r.Between(0.06f, 0.18f), r.Between(0.06f, 0.12f), 0.1f), at, stone, Turn.Y(r.Between(0, 90)), 0.02f, 20);
        }

        return new Subject(builder.Build());
    }

    private static Material Walls(RandomSource r)
    {
        var colour = Palette.Hue(r.Between(0, 0.17f), r.Between(0, 0.5f), r.Between(0.5f, 0.95f));
        return new Material(colour)
        {
            Pattern = r.Pick(Pattern.Plain, Pattern.Mottled, Pattern.Bricks),
            Second = colour * 0.7f,
            Frequency = 3,
            Gloss = 0,
        };
    }

    private static void Openings(SolidBuilder builder, float x, float y, float z, RandomSource r)
    {
        var lit = r.Chance(0.3f);
        var glass = lit ? new Material(new Vector3(1, 0.75f, 0.3f)) { Pattern = Pattern.Plain, Emission = 1.2f } : Palette.Glass;
        var door = Palette.Paint(r);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            builder.Add(Shape.Box(0.12f, 0.24f, 0.02f), new Vector3(0, 0.24f, side * z), door);
            builder.Add(Shape.Box(0.12f, 0.12f, 0.02f), new Vector3(-x * 0.6f, y * 1.1f, side * z), glass);
            builder.Add(Shape.Box(0.12f, 0.12f, 0.02f), new Vector3(x * 0.6f, y * 1.1f, side * z), glass);
            builder.Add(Shape.Box(0.02f, 0.13f, 0.13f), new Vector3(side * x, y * 1.1f, z * 0.45f), glass);
            builder.Add(Shape.Box(0.02f, 0.13f, 0.13f), new Vector3(side * x, y * 1.1f, -z * 0.45f), glass);
        }
    }
}
