using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Geometry;
using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Rendering;

/// <summary>The light that arrives along a ray, linear RGB.</summary>
public sealed class Shader(Scene scene)
{
    private const float Far = 200;
    private readonly Backdrop _backdrop = scene.Backdrop;
    private readonly Lighting _lighting = scene.Backdrop.Lighting;

    public Vector3 Trace(Ray ray)
    {
        var plane = NearestPlane(ray, out var surface);
        var solid = RayMarcher.Nearest(scene.Solids, ray, plane, out var distance);
        if (solid is not null)
            return Hazed(ShadeSolid(solid, ray, ray.At(distance)), distance);
        return surface switch
        {
            Plane.Floor when _backdrop.IsWater => Hazed(ShadeWater(ray, ray.At(plane)), plane),
            Plane.Floor => Hazed(ShadeSurface(_backdrop.Floor!, ray.At(plane) + new Vector3(_backdrop.Seed), ray, ray.At(plane), Vector3.UnitY), plane),
            Plane.Wall => ShadeSurface(_backdrop.Wall!, OnWall(ray.At(plane)), ray, ray.At(plane), scene.WallNormal),
            _ => _backdrop.Sky(ray.Direction),
        };
    }

    private float NearestPlane(Ray ray, out Plane surface)
    {
        surface = Plane.None;
        var nearest = Far;
        if (_backdrop.Floor is not null && ray.Direction.Y < -1e-4f)
            Take((_backdrop.FloorHeight - ray.Origin.Y) / ray.Direction.Y, Plane.Floor, ref surface);
        if (_backdrop.Wall is not null)
        {
            var toward = Vector3.Dot(ray.Direction, scene.WallNormal);
            if (toward < -1e-4f)
                Take((scene.WallOffset - Vector3.Dot(ray.Origin, scene.WallNormal)) / toward, Plane.Wall, ref surface);
        }

        return nearest;

        void Take(float distance, Plane plane, ref Plane chosen)
        {
            if (distance > 0 && distance < nearest)
                (nearest, chosen) = (distance, plane);
        }
    }

    /// <summary>The wall's own coordinates: across, up.</summary>
    private Vector3 OnWall(Vector3 point) =>
        new(Vector3.Dot(point, Vector3.Cross(Vector3.UnitY, scene.WallNormal)) + _backdrop.Seed, point.Y, 0.5f);

    private Vector3 ShadeSolid(Solid solid, Ray ray, Vector3 point)
    {
        var (material, local) = solid.SurfaceAt(point);
        var normal = RayMarcher.Normal(solid, point);
        var colour = Lit(material.ColourAt(local), point, normal);
        var reflected = Vector3.Reflect(ray.Direction, normal);
        var shine = MathF.Pow(MathF.Max(Vector3.Dot(reflected, _lighting.SunDirection), 0), 8 + (48 * material.Gloss));
        var rim = MathF.Pow(1 - MathF.Max(-Vector3.Dot(ray.Direction, normal), 0), 4);
        var mirror = _backdrop.Wall is null ? _backdrop.Sky(reflected) : _lighting.Ambient;
        return colour
            + (_lighting.SunColour * shine * material.Gloss * 0.7f)
            + (mirror * material.Gloss * (0.06f + (0.4f * rim)))
            + (material.Colour * material.Emission);
    }

    private Vector3 ShadeSurface(Material material, Vector3 local, Ray ray, Vector3 point, Vector3 normal)
    {
        var distance = Vector3.Distance(ray.Origin, point);
        // Far away a pattern is finer than a pixel: fade it to its mean.
        var sharp = Math.Clamp(1.6f - (distance * material.Frequency * 0.012f), 0, 1);
        var mean = (material.Colour + material.Second) / 2;
        return Lit(Vector3.Lerp(mean, material.ColourAt(local), sharp), point, normal);
    }

    private Vector3 ShadeWater(Ray ray, Vector3 point)
    {
        var wave = (point * 2.2f) + new Vector3(_backdrop.Seed);
        var fade = 1 / (1 + (0.05f * Vector3.Distance(ray.Origin, point)));
        var ripple = new Vector3(Noise.Cloudy(wave) - 0.5f, 0, Noise.Cloudy(wave + new Vector3(9)) - 0.5f) * (0.45f * fade);
        var normal = Vector3.Normalize(Vector3.UnitY + ripple);
        var bounced = Vector3.Reflect(ray.Direction, normal);
        bounced.Y = MathF.Abs(bounced.Y);
        var mirrored = new Ray(point + (Vector3.UnitY * 0.01f), Vector3.Normalize(bounced));
        var solid = RayMarcher.Nearest(scene.Solids, mirrored, Far, out var distance);
        var reflection = solid is null ? _backdrop.Sky(mirrored.Direction) : ShadeSolid(solid, mirrored, mirrored.At(distance));
        var fresnel = 0.12f + (0.75f * MathF.Pow(1 - MathF.Max(-Vector3.Dot(ray.Direction, normal), 0), 3));
        return Vector3.Lerp(Lit(_backdrop.Floor!.Colour, point, normal), reflection, fresnel);
    }

    private Vector3 Lit(Vector3 albedo, Vector3 point, Vector3 normal)
    {
        var start = point + (normal * 0.012f);
        var facing = MathF.Max(Vector3.Dot(normal, _lighting.SunDirection), 0);
        var sun = facing <= 0
            ? 0
            : facing * RayMarcher.Light(scene.Solids, new Ray(start, _lighting.SunDirection), _lighting.ShadowSharpness);
        var sky = (0.65f + (0.35f * normal.Y)) * RayMarcher.Openness(scene.Solids, start, normal);
        var light = (_lighting.SunColour * sun) + (_lighting.Ambient * sky);
        foreach (var lamp in scene.PointLights)
        {
            var offset = lamp.Position - point;
            var strength = 1 / (1 + (offset.LengthSquared() / (lamp.Reach * lamp.Reach)));
            light += lamp.Colour * (strength * (0.3f + (0.7f * MathF.Max(Vector3.Dot(Vector3.Normalize(offset), normal), 0))));
        }

        return albedo * light;
    }

    private Vector3 Hazed(Vector3 colour, float distance) =>
        Vector3.Lerp(_backdrop.Horizon, colour, MathF.Exp(-_backdrop.Haze * distance));

    private enum Plane
    {
        None,
        Floor,
        Wall,
    }
}
