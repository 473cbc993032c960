using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Trees
{
    public static CoarseCategory Category { get; } = new(
        5, "tree", [new("conifer", Conifer), new("broadleaf tree", Broadleaf), new("palm", Palm), new("bare tree", Bare)])
    {
        Places = [Place.Meadow, Place.Meadow, Place.Meadow, Place.Street, Place.Sand],
        Elevation = (2, 22),
    };

    private static Subject Conifer(RandomSource r)
    {
        var needles = Palette.Foliage(r);
        var builder = new SolidBuilder().Rod(Vector3.Zero, new Vector3(0, 0.5f, 0), 0.09f, Palette.Bark(r));
        var tiers = r.Whole(2, 4);
        float bottom = r.Between(0.5f, 0.75f), half = r.Between(1.4f, 2.1f) / tiers / 1.4f;
        for (var tier = 0; tier < tiers; tier++)
        {
            var share = 1 - (tier / (tiers + 0.5f));
            var at = new Vector3(0, 0.35f + half + (tier * half * 1.25f), 0);
            builder.Add(Shape.Cone(bottom * share, bottom * share * 0.15f, half), at, needles, bump: 0.04f, bumpFrequency: 18);
        }

        return new Subject(builder.Build());
    }

    private static Subject Broadleaf(RandomSource r)
    {
        var leaves = Palette.Foliage(r, autumn: r.Chance(0.25f));
        var height = r.Between(0.5f, 1);
        var builder = new SolidBuilder().Rod(Vector3.Zero, new Vector3(0, height, 0), r.Between(0.07f, 0.15f), Palette.Bark(r));
        for (var crown = r.Whole(3, 6); crown > 0; crown--)
        {
            var at = new Vector3(r.Between(-0.4f, 0.4f), height + r.Between(0.25f, 0.85f), r.Between(-0.4f, 0.4f));
            builder.Add(Shape.Sphere(r.Between(0.32f, 0.55f)), at, leaves, bump: 0.06f, bumpFrequency: 15);
        }

        return new Subject(builder.Build());
    }

    private static Subject Palm(RandomSource r)
    {
        var bark = Palette.Bark(r) with { Pattern = Pattern.Bands, Frequency = 9 };
        var leaves = Palette.Foliage(r);
        var lean = new Vector3(r.Between(-0.25f, 0.25f), 0, r.Between(-0.25f, 0.25f));
        var middle = new Vector3(0, r.Between(0.6f, 0.9f), 0) + (lean * 0.4f);
        var top = new Vector3(0, r.Between(1.3f, 1.8f), 0) + (lean * 1.6f);
        var builder = new SolidBuilder().Rod(Vector3.Zero, middle, 0.085f, bark).Rod(middle, top, 0.07f, bark);
        var fronds = r.Whole(6, 9);
        for (var frond = 0; frond < fronds; frond++)
        {
            var turn = (frond + r.Between(-0.2f, 0.2f)) * 2 * MathF.PI / fronds;
            var outward = new Vector3(MathF.Cos(turn), 0, MathF.Sin(turn));
            var bend = top + (outward * 0.4f) + new Vector3(0, r.Between(0.05f, 0.3f), 0);
            var tip = bend + (outward * 0.42f) - new Vector3(0, r.Between(0.2f, 0.5f), 0);
            builder.Rod(top, bend, 0.055f, leaves).Rod(bend, tip, 0.045f, leaves);
        }

        return new Subject(builder.Build());
    }

    private static Subject Bare(RandomSource r)
    {
        var bark = Palette.Bark(r);
        var fork = new Vector3(r.Between(-0.1f, 0.1f), r.Between(0.5f, 0.9f), 0);
        var builder = new SolidBuilder().Rod(Vector3.Zero, fork, 0.1f, bark);
        var boughs = r.Whole(3, 5);
        for (var bough = 0; bough < boughs; bough++)
        {
            var turn = (bough + r.Between(-0.3f, 0.3f)) * 2 * MathF.PI / boughs;
            var outward = new Vector3(MathF.Cos(turn), 0, MathF.Sin(turn));
            var end = fork + (outward * r.Between(0.3f, 0.55f)) + new Vector3(0, r.Between(0.4f, 0.7f), 0);
            builder.Rod(fork, end, 0.06f, bark);
            for (var twig = r.Whole(2, 3); twig > 0; twig--)
                builder.Rod(end, end + (outward * 0.15f) + new Vector3(r.Between(-0.35f, 0.35f), r.Between(0.2f, 0.5f), r.Between(-0.35f, 0.35f)), 0.035f, bark);
        }

        return new Subject(builder.Build());
    }
}
