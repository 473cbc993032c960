using System.Numerics;
using NeuralMarket.DemoWorld.Renderer.Shading;

namespace NeuralMarket.DemoWorld.Renderer.Geometry;

/// <summary>The union of parts, each less its own cuts.</summary>
public sealed class Solid
{
    private readonly Part[] _parts;
    private readonly Part[][] _cuts;
    private readonly Material[] _materials;

    public Solid(IReadOnlyList<(Part Part, Part[] Cuts, Material Material)> pieces)
    {
        _parts = [.. pieces.Select(p => p.Part)];
        _cuts = [.. pieces.Select(p => p.Cuts)];
        _materials = [.. pieces.Select(p => p.Material)];
        var low = new Vector3(float.MaxValue);
        var high = new Vector3(float.MinValue);
        foreach (var part in _parts)
        {
            low = Vector3.Min(low, part.Position - part.UprightExtent);
            high = Vector3.Max(high, part.Position + part.UprightExtent);
        }

        Centre = (low + high) / 2;
        Size = high - low;
        Reach = Size.Length() / 2;
    }

    public Vector3 Centre { get; }

    public Vector3 Size { get; }

    /// <summary>Radius of a sphere around <see cref="Centre"/> that holds the solid.</summary>
    public float Reach { get; }

    public float Distance(Vector3 point) => Nearest(point, out _);

    public (Material Material, Vector3 Local) SurfaceAt(Vector3 point)
    {
        Nearest(point, out var index);
        return (_materials[index], _parts[index].ToLocal(point));
    }

    private float Nearest(Vector3 point, out int index)
    {
        var best = float.MaxValue;
        index = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            ref readonly var part = ref _parts[i];
            // A part whose sphere is farther than what was found cannot be the nearest.
            var sphere = best + part.Reach;
            if (best < float.MaxValue && (sphere <= 0 || Vector3.DistanceSquared(point, part.Position) > sphere * sphere))
                continue;
            var distance = part.Distance(point);
            foreach (ref readonly var cut in _cuts[i].AsSpan())
            {
                if (distance >= best)
                    break;
                distance = MathF.Max(distance, -cut.Distance(point));
            }

            if (distance < best)
                (best, index) = (distance, i);
        }

        return best;
    }
}
