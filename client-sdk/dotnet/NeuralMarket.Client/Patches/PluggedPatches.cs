using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Client.Patches;

/// <summary>
/// The patches that an app has plugged into its base network. Evaluates triggers and patches in plain C# from what the app's own
/// base network computed: its softmax outputs and its features (specialneurons.md).
/// </summary>
public sealed class PluggedPatches
{
    private readonly PatchSet _set;
    private readonly int _categories;
    private readonly int _features;

    private PluggedPatches(PatchSet set, int categories, int features) => (_set, _categories, _features) = (set, categories, features);

    /// <summary>Opens downloaded packages and plugs them together.</summary>
    /// <param name="baseIdentity">The identity (SHA-256) of the app's base network.</param>
    /// <param name="baseCategories">Its categories, [N].</param>
    /// <param name="featureCount">F.</param>
    /// <param name="paths">The packages' files.</param>
    /// <exception cref="CatalogueException">A package is not valid, is for another base network or does not fit (<c>plug.*</c>).</exception>
    public static PluggedPatches Open(string baseIdentity, CategoryList baseCategories, int featureCount, IEnumerable<string> paths)
    {
        PatchPackage[] packages = [.. paths.Select(path => OpenOne(path, baseIdentity, featureCount))];
        Reading<PatchSet> plugged = PatchSet.Plugged(baseCategories, packages);
        return plugged.Value is PatchSet set
            ? new(set, baseCategories.Count, featureCount)
            : throw new CatalogueException("plug.trigger", plugged.Findings[0].Message);
    }

    /// <summary>What the patches say about one image.</summary>
    /// <param name="baseProbabilities">The base network's softmax outputs, [N].</param>
    /// <param name="features">What its last dense layer reads, [F].</param>
    /// <returns>One outcome a patch, in the order in which the packages were given.</returns>
    /// <exception cref="ArgumentException">A length does not fit the base network.</exception>
    public IReadOnlyList<PatchOutcome> Evaluate(ReadOnlySpan<float> baseProbabilities, ReadOnlySpan<float> features)
    {
        if (baseProbabilities.Length != _categories || features.Length != _features)
        {
            throw new ArgumentException($"The base network has {_categories} outputs and {_features} features; got {baseProbabilities.Length} and {features.Length}.");
        }

        return _set.Evaluate(baseProbabilities, features);
    }

    private static PatchPackage OpenOne(string path, string baseIdentity, int featureCount)
    {
        PackageReading reading = PackageReader.ReadFile(path);
        if (reading.Package is not PatchPackage package)
        {
            throw new CatalogueException("plug.package", $"{Path.GetFileName(path)} is not a valid package: {reading.Findings[0].Message}");
        }

        if (!string.Equals(package.Manifest.Base.Sha256, baseIdentity, StringComparison.Ordinal) || package.Weights.Features != featureCount)
        {
            throw new CatalogueException("plug.base", $"{package.Manifest.Id} {package.Manifest.Version} is made for the base network {package.Manifest.Base.Name}, not for this one.");
        }

        return package;
    }
}
