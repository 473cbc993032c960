using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

public enum Place
{
    Meadow,
    Sand,
    Street,
    Lake,
    Room,
    Studio,
    Underwater,
}

/// <summary>Draws a backdrop of a kind: weather, hour, ground and walls at random.</summary>
public static class Backdrops
{
    public static Backdrop Draw(Place place, RandomSource r) => place switch
    {
        Place.Room => Room(r),
        Place.Studio => Studio(r),
        Place.Underwater => Underwater(r),
        _ => Outdoors(place, r),
    };

    private static Backdrop Outdoors(Place place, RandomSource r)
    {
        var (zenith, horizon) = SkyColours(r, out var dim);
        var overcast = r.Chance(0.3f);
        var sun = new Vector3(1.25f, 1.12f, 0.92f) * dim * (overcast ? 0.35f : r.Between(0.9f, 1.5f));
        var skyline = place switch
        {
            Place.Street => r.Pick(Skyline.Town, Skyline.Town, Skyline.Trees, Skyline.None),
            Place.Lake => r.Pick(Skyline.None, Skyline.Hills, Skyline.Trees),
            _ => r.Pick(Skyline.None, Skyline.Hills, Skyline.Trees, Skyline.Town),
        };
        return new Backdrop
        {
            Zenith = zenith,
            Horizon = horizon,
            Lighting = new Lighting(SunAt(r), sun, ((zenith + horizon) * 0.3f) + new Vector3(0.06f), overcast ? 4 : r.Between(10, 30)),
            Clouds = r.Chance(0.6f) ? r.Unit() : 0,
            Skyline = skyline,
            SkylineColour = skyline == Skyline.Town ? Palette.Stone(r).Colour * 0.7f : Palette.Foliage(r).Colour * 0.6f,
            Floor = Ground(place, r),
            IsWater = place == Place.Lake,
            Haze = r.Between(0.004f, 0.03f),
            Seed = r.Between(0, 100),
        };
    }

    private static (Vector3 Zenith, Vector3 Horizon) SkyColours(RandomSource r, out float dim)
    {
        switch (r.Below(10))
        {
            case 0 or 1: // dusk
                dim = 0.55f;
                return (Palette.Hue(0.66f, 0.5f, 0.4f), Palette.Hue(r.Between(0.02f, 0.1f), 0.6f, 0.85f));
            case 2: // night
                dim = 0.25f;
                return (Palette.Hue(0.65f, 0.6f, 0.2f), Palette.Hue(0.62f, 0.5f, 0.35f));
            case 3 or 4: // grey
                dim = 0.85f;
                return (Palette.Hue(0.58f, 0.1f, 0.7f), Palette.Hue(0.58f, 0.06f, 0.85f));
            default:
                dim = 1;
                return (Palette.Hue(r.Between(0.55f, 0.62f), r.Between(0.4f, 0.75f), r.Between(0.6f, 0.9f)), Palette.Hue(0.56f, r.Between(0.08f, 0.3f), 0.95f));
        }
    }

    private static Vector3 SunAt(RandomSource r)
    {
        var turn = r.Between(0, 2 * MathF.PI);
        var height = r.Between(0.35f, 1.5f);
        return Vector3.Normalize(new Vector3(MathF.Cos(turn), height, MathF.Sin(turn)));
    }

    private static Material Ground(Place place, RandomSource r)
    {
        var colour = place switch
        {
            Place.Meadow => Palette.Hue(r.Between(0.15f, 0.36f), r.Between(0.35f, 0.75f), r.Between(0.3f, 0.65f)),
            Place.Sand => Palette.Hue(r.Between(0.07f, 0.13f), r.Between(0.2f, 0.5f), r.Between(0.6f, 0.9f)),
            Place.Lake => Palette.Hue(r.Between(0.45f, 0.62f), r.Between(0.3f, 0.8f), r.Between(0.2f, 0.55f)),
            _ => Palette.Hue(r.Between(0.05f, 0.6f), r.Between(0, 0.12f), r.Between(0.3f, 0.65f)),
        };
        return new Material(colour)
        {
            Pattern = place == Place.Street && r.Chance(0.3f) ? Pattern.Checks : Pattern.Mottled,
            Second = colour * r.Between(0.45f, 0.8f),
            Frequency = place == Place.Street ? r.Between(1, 4) : r.Between(2, 8),
            Gloss = 0,
        };
    }

    private static Backdrop Room(RandomSource r)
    {
        var light = Palette.Hue(r.Between(0.06f, 0.16f), r.Between(0, 0.3f), 1);
        var strength = r.Between(0.25f, 1.1f);
        return new Backdrop
        {
            Zenith = new Vector3(0.5f),
            Horizon = new Vector3(0.4f),
            Lighting = new Lighting(SunAt(r), light * strength * 0.9f, light * (0.1f + (strength * 0.4f)), r.Between(3, 9)),
            Floor = r.Chance(0.5f) ? Palette.Wood(r) : Palette.Glazed(r) with { Frequency = r.Between(0.8f, 2.5f), Gloss = 0.1f },
            Wall = Wallpaper(r),
            WallDistance = r.Between(0.8f, 3f),
            Seed = r.Between(0, 100),
        };
    }

    private static Material Wallpaper(RandomSource r)
    {
        var colour = Palette.Hue(r.Unit(), r.Between(0, 0.5f), r.Between(0.4f, 0.95f));
        return new Material(colour)
        {
            Pattern = r.Pick(Pattern.Plain, Pattern.Mottled, Pattern.Stripes, Pattern.Spots, Pattern.Bricks, Pattern.Checks),
            Second = r.Chance(0.5f) ? colour * r.Between(0.6f, 0.9f) : Palette.Hue(r.Unit(), r.Between(0, 0.5f), r.Between(0.4f, 0.95f)),
            Frequency = r.Between(0.8f, 3),
            Gloss = 0,
        };
    }

    private static Backdrop Studio(RandomSource r)
    {
        var paper = Palette.Hue(r.Unit(), r.Between(0, 0.45f), r.Between(0.35f, 0.98f));
        return new Backdrop
        {
            Zenith = paper * r.Between(0.3f, 1),
            Horizon = paper,
            Lighting = new Lighting(SunAt(r), new Vector3(r.Between(0.6f, 1.2f)), new Vector3(r.Between(0.25f, 0.6f)), r.Between(3, 10)),
            Floor = new Material(paper) { Pattern = Pattern.Plain, Gloss = 0 },
            Haze = 0.12f,
        };
    }

    private static Backdrop Underwater(RandomSource r)
    {
        var deep = Palette.Hue(r.Between(0.42f, 0.64f), r.Between(0.4f, 0.85f), r.Between(0.15f, 0.5f));
        var shallow = Palette.Hue(r.Between(0.42f, 0.6f), r.Between(0.25f, 0.6f), r.Between(0.5f, 0.9f));
        var sand = Palette.Hue(r.Between(0.1f, 0.5f), r.Between(0.1f, 0.4f), r.Between(0.35f, 0.7f));
        return new Backdrop
        {
            Zenith = shallow,
            Horizon = deep,
            Lighting = new Lighting(Vector3.Normalize(SunAt(r) with { Y = 1.2f }), shallow * 1.3f, ((deep + shallow) * 0.35f) + new Vector3(0.08f), 6),
            Clouds = r.Chance(0.5f) ? r.Unit() : 0,
            Floor = r.Chance(0.6f) ? new Material(sand) { Second = sand * 0.6f, Frequency = r.Between(2, 6), Gloss = 0 } : null,
            FloorHeight = r.Between(-1.2f, -0.1f),
            Haze = r.Between(0.04f, 0.12f),
            Seed = r.Between(0, 100),
        };
    }
}
