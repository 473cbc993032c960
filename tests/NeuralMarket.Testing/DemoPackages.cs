using System.Globalization;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Testing;

/// <summary>The demo world's packages, and others made of them under another id or version.</summary>
public static class DemoPackages
{
    /// <summary>The demo world's folder.</summary>
    public static string World { get; } = Find();

    /// <summary>The path of a package, for example <c>which-boat-1.0.0</c>.</summary>
    public static string PathOf(string name) => Path.Combine(World, "patches", name + ".specialneurons");

    /// <summary>The bytes of a package as its author made it.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>A package's content.</summary>
    public static PatchPackage Open(string name) => PackageReader.ReadFile(PathOf(name)).Package!;

    /// <summary>The same patch under another id and version, in canonical form.</summary>
    public static byte[] Make(string from, string id, string version, Func<Manifest, Manifest>? change = null)
    {
        PatchPackage package = Open(from);
        Manifest manifest = package.Manifest with { Id = id, Version = Version(version) };
        return CanonicalPackage.Write(package with { Manifest = change is null ? manifest : change(manifest) });
    }

    /// <summary>A version by its text.</summary>
    public static SemanticVersion Version(string text) => SemanticVersion.TryParse(text, out SemanticVersion? version)
        ? version!
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{text} is no version."), nameof(text));

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string world = Path.Combine(folder.FullName, "infra", "demo-world", "world");
            if (Directory.Exists(world))
            {
                return world;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
