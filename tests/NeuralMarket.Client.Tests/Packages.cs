using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Client.Tests;

/// <summary>Small packages on a base network of three categories and two features.</summary>
internal static class Packages
{
    public const int Features = 2;

    public static string BaseIdentity { get; } = new('a', 64);

    /// <summary>n1 cat, n2 dog, n3 bird.</summary>
    public static CategoryList BaseCategories { get; } = new([new(new(1), 1, "cat"), new(new(2), 2, "dog"), new(new(3), 3, "bird")]);

    /// <summary>A patch that answers <paramref name="first"/> when feature 1 is larger and the next tag otherwise.</summary>
    public static PatchPackage Patch(string id, int first, int[] triggers, Trigger? trigger = null, string version = "1.0.0", string? identity = null) => new(
        new Manifest(id, Version(version), id, new BaseReference("base", identity ?? BaseIdentity)) { Trigger = trigger ?? Trigger.Default },
        new CategoryList([new(new(first), 1, "one"), new(new(first + 1), 2, "other"), .. triggers.Select(tag => new Category(new(tag), 0, $"wakes {tag}"))]),
        new PatchWeights(ElementType.F32, 2, Features, [1, 0, 0, 1], [0, 0]),
        Icon());

    public static Trigger On(string parent, string range, int top = 1) =>
        new(top, 0, new ParentReference(parent, VersionRange.TryParse(range, out VersionRange? versions) ? versions! : throw new ArgumentException(range)));

    /// <summary>Writes it canonically.</summary>
    public static string Write(PatchPackage package, string folder)
    {
        string path = Path.Combine(folder, $"{package.Manifest.Id}-{package.Manifest.Version}.specialneurons");
        File.WriteAllBytes(path, CanonicalPackage.Write(package));
        return path;
    }

    private static SemanticVersion Version(string text) => SemanticVersion.TryParse(text, out SemanticVersion? version) ? version! : throw new ArgumentException(text);

    private static Icon Icon()
    {
        var rgba = new byte[64 * 64 * 4];
        Array.Fill(rgba, byte.MaxValue);
        rgba[0] = 0;
        return new Icon(64, rgba);
    }
}
