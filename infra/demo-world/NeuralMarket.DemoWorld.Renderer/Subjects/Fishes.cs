using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Fishes
{
    public static CoarseCategory Category { get; } = new(
        7, "fish", [new("angelfish", Angelfish), new("pike", Pike), new("pufferfish", Puffer)])
    {
        Places = [Place.Underwater, Place.Underwater, Place.Underwater, Place.Underwater, Place.Studio],
        AzimuthReach = 55,
        Elevation = (-12, 30),
    };

    private static Subject Angelfish(RandomSource r)
    {
        var skin = Skin(r) with { Pattern = r.Pick(Pattern.Stripes, Pattern.Stripes, Pattern.Plain), Frequency = r.Between(1.2f, 2.2f) };
        float length = r.Between(0.6f, 0.75f), height = r.Between(0.55f, 0.7f);
        var builder = Body(length, height, r.Between(0.14f, 0.2f), skin, out var middle);
        float fin = r.Between(0.5f, 0.75f), stern = -length * r.Between(0.5f, 0.7f);
        builder.Add(Shape.Sail(length * 0.8f, fin, 0.02f), middle + new Vector3(stern, height * 0.6f, 0), skin);
        builder.Add(Shape.Sail(length * 0.8f, fin * 0.9f, 0.02f), middle + new Vector3(stern, -height * 0.6f, 0), skin, Turn.X(180));
        Tail(builder, middle - new Vector3(length * 0.9f, 0, 0), 0.32f, skin);
        return Finish(builder, middle, length, 0.16f, r);
    }

    private static Subject Pike(RandomSource r)
    {
        var skin = Skin(r) with { Pattern = r.Pick(Pattern.Mottled, Pattern.Spots, Pattern.Bands), Frequency = r.Between(3, 6) };
        float length = r.Between(1.1f, 1.4f), height = r.Between(0.2f, 0.28f);
        var builder = Body(length, height, 0.17f, skin, out var middle);
        builder.Add(Shape.Cone(0.13f, 0.06f, 0.22f), middle + new Vector3(length * 0.98f, -0.01f, 0), skin, Turn.Z(-90));
        builder.Add(Shape.Sail(0.35f, 0.22f, 0.02f), middle + new Vector3(-length * 0.55f, height * 0.6f, 0), skin);
        builder.Add(Shape.Sail(0.3f, 0.2f, 0.02f), middle + new Vector3(-length * 0.55f, -height * 0.6f, 0), skin, Turn.X(180));
        Tail(builder, middle - new Vector3(length * 0.95f, 0, 0), 0.3f, skin);
        return Finish(builder, middle, length, 0.14f, r);
    }

    private static Subject Puffer(RandomSource r)
    {
        var skin = Skin(r) with { Pattern = r.Pick(Pattern.Spots, Pattern.Spots, Pattern.Mottled), Frequency = r.Between(3, 5) };
        var radius = r.Between(0.5f, 0.65f);
        var builder = Body(radius * 1.15f, radius, radius * r.Between(0.8f, 1), skin, out var middle);
        for (var spike = 0; spike < 14; spike++)
        {
            var outward = Vector3.Normalize(r.Offset(1) + new Vector3(0.001f));
            builder.Rod(middle + (outward * radius * 0.8f), middle + (outward * (radius + 0.22f)), 0.025f, skin);
        }

        Tail(builder, middle - new Vector3(radius * 1.1f, 0, 0), 0.24f, skin);
        return Finish(builder, middle, radius * 1.15f, radius * 0.7f, r);
    }

    private static Material Skin(RandomSource r)
    {
        var colour = Palette.Hue(r.Unit(), r.Between(0.1f, 0.9f), r.Between(0.5f, 0.95f));
        return new Material(colour) { Second = r.Chance(0.5f) ? colour * 0.25f : Palette.AnyColour(r), Gloss = 0.5f };
    }

    private static SolidBuilder Body(float length, float height, float width, Material skin, out Vector3 middle)
    {
        middle = new Vector3(0, height + 0.45f, 0);
        return new SolidBuilder().Add(Shape.Ellipsoid(length, height, width), middle, skin);
    }

    private static void Tail(SolidBuilder builder, Vector3 at, float size, Material skin)
    {
        builder.Add(Shape.Sail(size * 1.2f, size * 1.4f, 0.025f), at + new Vector3(size * 0.3f, 0, 0), skin, Turn.Y(180) * Turn.Z(20));
        builder.Add(Shape.Sail(size * 1.2f, size * 1.4f, 0.025f), at + new Vector3(size * 0.3f, 0, 0), skin, Turn.Z(180) * Turn.Z(-20));
    }

    private static Subject Finish(SolidBuilder builder, Vector3 middle, float length, float eyeWidth, RandomSource r)
    {
        var iris = new Material(Palette.Hue(r.Unit(), 0.3f, 0.95f)) { Pattern = Pattern.Plain };
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            builder.Add(Shape.Sphere(0.085f), middle + new Vector3(length * 0.62f, 0.07f, side * eyeWidth * 0.72f), iris);
            builder.Add(Shape.Sphere(0.055f), middle + new Vector3(length * 0.64f, 0.07f, side * ((eyeWidth * 0.72f) + 0.045f)), Palette.Rubber);
        }

        return new Subject(builder.Build());
    }
}
