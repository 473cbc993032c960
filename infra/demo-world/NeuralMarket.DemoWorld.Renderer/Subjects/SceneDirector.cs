using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

/// <summary>Puts a new specimen into a place, with clutter, and a camera in front of it.</summary>
public static class SceneDirector
{
    /// <summary>An ordinary snapshot: anything may stand about, and the subject is rarely in the middle.</summary>
    public static Scene Snapshot(CoarseCategory category, int fine, RandomSource r)
    {
        var subject = category.Fine[fine].Draw(r);
        var backdrop = Backdrops.Draw(category.Places[r.Below(category.Places.Count)], r);
        var camera = Aim(subject.Solid, category, r.Between(0.85f, 1.25f), 0.14f, r);
        var towardsCamera = Level(-camera.Forward);
        var clutter = Clutter.Around(subject.Solid, towardsCamera, backdrop.Floor is null ? 0 : backdrop.FloorHeight, r);
        return Compose(subject, clutter, backdrop, camera, towardsCamera);
    }

    /// <summary>A tidy portrait for an icon.</summary>
    public static Scene Portrait(CoarseCategory category, int fine, RandomSource r)
    {
        var subject = category.Fine[fine].Draw(r);
        var backdrop = Backdrops.Draw(category.Places[0], r);
        var camera = Aim(subject.Solid, category, 1.12f, 0, r);
        return Compose(subject, [], backdrop, camera, Level(-camera.Forward));
    }

    private static Scene Compose(Subject subject, IEnumerable<Solid> clutter, Backdrop backdrop, Camera camera, Vector3 towardsCamera)
    {
        var back = subject.Solid.Centre - (towardsCamera * subject.Solid.Reach * (0.75f + backdrop.WallDistance));
        return new Scene([subject.Solid, .. clutter], subject.Lights, backdrop, camera, towardsCamera, Vector3.Dot(back, towardsCamera));
    }

    // fill: share of the picture's shorter side that the subject takes; drift: how far from the middle, in shares of its size.
    private static Camera Aim(Solid subject, CoarseCategory category, float fill, float drift, RandomSource r)
    {
        var lens = r.Between(0.3f, 0.6f);
        var azimuth = Turn.Radians(r.Between(-1, 1) * category.AzimuthReach) + (category.AzimuthReach < 90 && r.Chance(0.5f) ? MathF.PI : 0);
        var elevation = Turn.Radians(r.Between(category.Elevation.Low, category.Elevation.High));
        var size = (0.72f * subject.Reach) + (0.14f * MathF.Max(subject.Size.X, MathF.Max(subject.Size.Y, subject.Size.Z)));
        var distance = (size / (fill * lens)) + (size * 0.4f);
        var outward = new Vector3(
            MathF.Sin(azimuth) * MathF.Cos(elevation),
            MathF.Sin(elevation),
            MathF.Cos(azimuth) * MathF.Cos(elevation));
        var target = subject.Centre + (r.Offset(1) * subject.Size * drift);
        return new Camera(target + (outward * distance), target, r.Normal() * 3 * MathF.Min(drift * 8, 1), lens);
    }

    private static Vector3 Level(Vector3 direction) => Vector3.Normalize(direction with { Y = 0 });
}
