using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;

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

    /// <summary>
    /// The same patch under another id and version, in canonical form. Under another id its weights differ a little, by chance that hangs on the id alone, as
    /// if it had been trained anew: the market refuses copies of other authors' layers.
    /// </summary>
    public static byte[] Make(string from, string id, string version, Func<Manifest, Manifest>? change = null)
    {
        PatchPackage package = Open(from);
        Manifest manifest = package.Manifest with { Id = id, Version = Version(version) };
        PatchWeights weights = id == package.Manifest.Id ? package.Weights : Shaken(package.Weights, id);
        return CanonicalPackage.Write(package with { Manifest = change is null ? manifest : change(manifest), Weights = weights });
    }

    private static PatchWeights Shaken(PatchWeights weights, string id)
    {
        const float share = 0.02f;
        Random random = new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(id))));
        float size = MathF.Sqrt(weights.Weight.Average(weight => weight * weight));
        float[] shaken = [.. weights.Weight.Select(weight => weight + (share * size * (float)((2 * random.NextDouble()) - 1)))];
        return new(ElementType.F32, weights.Outputs, weights.Features, shaken, weights.Bias);
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
