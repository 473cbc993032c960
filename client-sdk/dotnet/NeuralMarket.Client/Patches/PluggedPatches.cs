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

    /// <summary>
    /// Opens downloaded packages and plugs those together that fit: one that is damaged, made for another base network or lacks its parent is left out and
    /// does not keep the others from working.
    /// </summary>
    /// <param name="baseIdentity">The identity (SHA-256) of the app's base network.</param>
    /// <param name="baseCategories">Its categories, [N].</param>
    /// <param name="featureCount">F.</param>
    /// <param name="paths">The packages' files.</param>
    /// <param name="leftOut">Those that were left out, and why.</param>
    public static PluggedPatches OpenThoseThatFit(string baseIdentity, CategoryList baseCategories, int featureCount, IEnumerable<string> paths, out IReadOnlyList<LeftOutPatch> leftOut)
    {
        List<LeftOutPatch> refused = [];
        List<(string Path, PatchPackage Package)> waiting = [];
        foreach (string path in paths)
        {
            try
            {
                waiting.Add((path, OpenOne(path, baseIdentity, featureCount)));
            }
            catch (CatalogueException problem)
            {
                refused.Add(new(path, problem.Code, problem.Message));
            }
        }

        List<PatchPackage> plugged = [];
        PatchSet set = PatchSet.Plugged(baseCategories, plugged).Value!;
        for (bool isGrowing = true; isGrowing;)
        {
            isGrowing = false;
            foreach ((string Path, PatchPackage Package) candidate in waiting.ToArray())
            {
                // A parent must be there before the patch that it triggers, so those in a circle never come in.
                if (PatchSet.Plugged(baseCategories, [.. plugged, candidate.Package]).Value is PatchSet larger)
                {
                    plugged.Add(candidate.Package);
                    waiting.Remove(candidate);
                    (set, isGrowing) = (larger, true);
                }
            }
        }

        refused.AddRange(waiting.Select(rest => new LeftOutPatch(rest.Path, "plug.trigger", PatchSet.Plugged(baseCategories, [.. plugged, rest.Package]).Findings[0].Message)));
        leftOut = refused;
        return new(set, baseCategories.Count, featureCount);
    }

    /// <summary>What the patches say about one image.</summary>
    /// <param name="baseProbabilities">The base network's softmax outputs, [N].</param>
    /// <param name="features">What its last dense layer reads, [F].</param>
    /// <returns>One outcome a patch: in the order in which the packages were given to <see cref="Open"/>; parents before the patches that they trigger after <see cref="OpenThoseThatFit"/>.</returns>
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
        PackageReading reading = Read(path);
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

    private static PackageReading Read(string path)
    {
        try
        {
            // From memory: the hash must be that of the very bytes that are plugged in, whoever writes to the file meanwhile.
            return new FileInfo(path).Length > PackageReader.MaximumFileLength ? PackageReader.ReadFile(path) : PackageReader.Read(File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CatalogueException("plug.file", $"{Path.GetFileName(path)} cannot be read.", problem);
        }
    }
}

/// <summary>A package that was not plugged in.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Code"><c>plug.file</c>, <c>plug.package</c>, <c>plug.base</c> or <c>plug.trigger</c>.</param>
/// <param name="Message">Why, in words.</param>
public sealed record LeftOutPatch(string Path, string Code, string Message);
