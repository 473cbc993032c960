using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>Sphere tracing (Hart 1996) of solids, each only inside its bounding sphere.</summary>
public static class RayMarcher
{
    private const int Steps = 56;
    private const int ShadowSteps = 20;
    private const float Caution = 0.85f; // ellipsoids and bumps give distances that are a little too long

    /// <summary>The nearest hit before <paramref name="limit"/>, or null.</summary>
    public static Solid? Nearest(IReadOnlyList<Solid> solids, Ray ray, float limit, out float distance)
    {
        Solid? nearest = null;
        distance = limit;
        foreach (var solid in solids)
        {
            if (Hit(solid, ray, distance, out var at))
                (nearest, distance) = (solid, at);
        }

        return nearest;
    }

    /// <summary>0 in full shadow to 1 in full light; the penumbra narrows with <paramref name="sharpness"/> (Quilez).</summary>
    public static float Light(IReadOnlyList<Solid> solids, Ray ray, float sharpness)
    {
        var light = 1f;
        foreach (var solid in solids)
        {
            if (!Interval(solid, ray, 1.15f, out var from, out var to))
                continue;
            var at = MathF.Max(from, 0.03f);
            for (var step = 0; step < ShadowSteps && at < to; step++)
            {
                var distance = solid.Distance(ray.At(at));
                light = MathF.Min(light, 0.5f + (0.5f * sharpness * distance / at));
                if (light <= 0)
                    return 0;
                at += Math.Clamp(distance, 0.02f, 0.4f);
            }
        }

        light = Math.Clamp(light, 0, 1);
        return light * light * (3 - (2 * light));
    }

    /// <summary>How open a point is to its surroundings, 0 to 1.</summary>
    public static float Openness(IReadOnlyList<Solid> solids, Vector3 point, Vector3 normal)
    {
        var closed = 0f;
        for (var i = 1; i <= 3; i++)
        {
            var reach = 0.09f * i;
            closed += MathF.Max(reach - Distance(solids, point + (normal * reach), reach), 0) / i;
        }

        return Math.Clamp(1 - (2.6f * closed), 0.15f, 1);
    }

    public static Vector3 Normal(Solid solid, Vector3 point)
    {
        const float h = 0.004f;
        var a = new Vector3(1, -1, -1);
        var b = new Vector3(-1, -1, 1);
        var c = new Vector3(-1, 1, -1);
        var d = Vector3.One;
        return Vector3.Normalize(
            (a * solid.Distance(point + (a * h))) + (b * solid.Distance(point + (b * h))) +
            (c * solid.Distance(point + (c * h))) + (d * solid.Distance(point + (d * h))));
    }

    private static float Distance(IReadOnlyList<Solid> solids, Vector3 point, float limit)
    {
        var best = limit;
        foreach (var solid in solids)
        {
            if (Vector3.Distance(point, solid.Centre) - solid.Reach < best)
                best = MathF.Min(best, solid.Distance(point));
        }

        return best;
    }

    private static bool Hit(Solid solid, Ray ray, float limit, out float at)
    {
        at = 0;
        if (!Interval(solid, ray, 1, out var from, out var to))
            return false;
        at = MathF.Max(from, 0.001f);
        var end = MathF.Min(to, limit);
        for (var step = 0; step < Steps && at < end; step++)
        {
            var distance = solid.Distance(ray.At(at));
            if (distance < 0.0012f * at)
                return true;
            at += distance * Caution;
        }

        return false;
    }

    private static bool Interval(Solid solid, Ray ray, float margin, out float from, out float to)
    {
        var offset = ray.Origin - solid.Centre;
        var along = Vector3.Dot(offset, ray.Direction);
        var reach = solid.Reach * margin;
        var inside = (along * along) - offset.LengthSquared() + (reach * reach);
        var half = MathF.Sqrt(MathF.Max(inside, 0));
        (from, to) = (-along - half, -along + half);
        return inside > 0 && to > 0;
    }
}
