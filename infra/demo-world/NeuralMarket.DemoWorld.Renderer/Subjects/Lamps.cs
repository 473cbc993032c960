using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

public static class Lamps
{
    public static CoarseCategory Category { get; } = new(
        4, "lamp", [new("lit lamp", r => Draw(r, lit: true)), new("unlit lamp", r => Draw(r, lit: false))])
    {
        Places = [Place.Room, Place.Room, Place.Room, Place.Studio],
        Elevation = (2, 28),
    };

    private static Subject Draw(RandomSource r, bool lit) => r.Chance(0.65f) ? Shaded(r, lit) : Jointed(r, lit);

    private static Subject Shaded(RandomSource r, bool lit)
    {
        var stand = r.Pick(Palette.Metal(r), Palette.Wood(r), Palette.Paint(r));
        var height = r.Between(0.7f, 1.5f);
        var builder = Foot(r, stand).Rod(Vector3.Zero, new Vector3(0, height, 0), r.Between(0.03f, 0.07f), stand);
        if (r.Chance(0.4f))
            builder.Add(Shape.Ellipsoid(0.22f, 0.3f, 0.22f), new Vector3(0, 0.35f, 0), Palette.Glazed(r));
        float half = r.Between(0.25f, 0.42f), bottom = r.Between(0.45f, 0.7f), top = bottom * r.Between(0.4f, 0.95f);
        var light = LightColour(r);
        // A lit shade shows its lamp's colour; an unlit one may be just as pale.
        var cloth = r.Chance(0.6f) ? Palette.White(r) with { Gloss = 0 } : Palette.Glazed(r) with { Gloss = 0 };
        var shade = lit ? cloth with { Emission = r.Between(0.8f, 2f), Colour = Vector3.Lerp(cloth.Colour, light, 0.7f) } : cloth;
        builder.Add(Shape.Cone(bottom, top, half), new Vector3(0, height, 0), shade)
            .Cut(Shape.Cone(bottom * 0.95f, top * 0.95f, half * 1.1f), new Vector3(0, height, 0));
        builder.Add(Shape.Sphere(0.12f), new Vector3(0, height, 0), Bulb(light, lit));
        return new Subject(builder.Build(), Glow(r, new Vector3(0, height, 0), light, lit));
    }

    private static Subject Jointed(RandomSource r, bool lit)
    {
        var metal = r.Chance(0.5f) ? Palette.Metal(r) : Palette.Paint(r);
        var side = r.Sign();
        var elbow = new Vector3(-side * r.Between(0.2f, 0.5f), r.Between(0.6f, 0.9f), 0);
        var head = elbow + new Vector3(side * r.Between(0.5f, 0.8f), r.Between(0.2f, 0.5f), 0);
        var builder = Foot(r, metal).Rod(Vector3.Zero, elbow, 0.045f, metal).Rod(elbow, head, 0.045f, metal);
        var aim = Vector3.Normalize(new Vector3(side * r.Between(0.1f, 0.7f), -1, r.Between(-0.3f, 0.6f)));
        var turn = Turn.UpTo(-aim);
        builder.Add(Shape.Cone(0.42f, 0.14f, 0.22f), head + (aim * 0.15f), metal, turn)
            .Cut(Shape.Cone(0.38f, 0.1f, 0.22f), head + (aim * 0.2f), turn);
        var light = LightColour(r);
        var bulb = head + (aim * 0.28f);
        builder.Add(Shape.Sphere(0.17f), bulb, Bulb(light, lit));
        return new Subject(builder.Build(), Glow(r, bulb + (aim * 0.25f), light, lit));
    }

    private static SolidBuilder Foot(RandomSource r, Material material) => r.Chance(0.7f)
        ? new SolidBuilder().Add(Shape.Cylinder(r.Between(0.25f, 0.42f), 0.05f, 0.02f), new Vector3(0, 0.05f, 0), material)
        : new SolidBuilder().Add(Shape.Box(0.3f, 0.05f, 0.3f, 0.02f), new Vector3(0, 0.05f, 0), material);

    private static Vector3 LightColour(RandomSource r) => Palette.Hue(r.Between(0.08f, 0.15f), r.Between(0.15f, 0.5f), 1);

    private static Material Bulb(Vector3 light, bool lit) => lit
        ? new Material(light) { Pattern = Pattern.Plain, Emission = 4 }
        : new Material(new Vector3(0.5f)) { Pattern = Pattern.Plain, Gloss = 0.9f };

    private static PointLight[] Glow(RandomSource r, Vector3 at, Vector3 light, bool lit) =>
        lit ? [new PointLight(at, light * r.Between(0.9f, 2.4f), r.Between(0.6f, 1.2f))] : [];
}
