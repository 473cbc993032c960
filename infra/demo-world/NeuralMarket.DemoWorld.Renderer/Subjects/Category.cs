using NeuralMarket.DemoWorld.Renderer.Randomness;
using NeuralMarket.DemoWorld.Renderer.Rendering;

namespace NeuralMarket.DemoWorld.Renderer.Subjects;

/// <summary>A category that a patch can tell from its siblings; <paramref name="Draw"/> makes a new specimen.</summary>
public sealed record FineCategory(string Name, Func<RandomSource, Subject> Draw);

/// <summary>
/// A category that the base network knows. Its tag is 80000000 + number, those of its fine categories
/// 80000000 + 100 · number + 1, 2, ….
/// </summary>
public sealed record CoarseCategory(int Number, string Name, IReadOnlyList<FineCategory> Fine)
{
    /// <summary>Where specimens are found; one named twice is twice as likely.</summary>
    public required IReadOnlyList<Place> Places { get; init; }

    /// <summary>Camera: degrees around the subject (0 looks along -z, ±), and above the horizon.</summary>
    public float AzimuthReach { get; init; } = 180;

    public (float Low, float High) Elevation { get; init; } = (4, 38);

    public int Tag => 80000000 + Number;

    public int FineTag(int index) => 80000000 + (100 * Number) + index + 1;
}
