using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Format.Packages;

/// <summary>What one patch said about one image.</summary>
/// <param name="Package">The patch.</param>
/// <param name="Fired">Whether its trigger held; with a parent, whether the parent fired, too.</param>
/// <param name="Probabilities">[K]; <see langword="null"/> when it did not fire.</param>
/// <param name="Answer">The category it answers; <see langword="null"/> when it did not fire.</param>
public sealed record PatchOutcome(PatchPackage Package, bool Fired, float[]? Probabilities, Category? Answer);

/// <summary>
/// Patches plugged into one base network, parents before the patches that they trigger (specialneurons.md, "The trigger condition").
/// Evaluates all of them for one image from the base network's outputs and features.
/// </summary>
public sealed class PatchSet
{
    private readonly Plug[] _plugs;
    private readonly int[] _order;

    private PatchSet(Plug[] plugs, int[] order) => (_plugs, _order) = (plugs, order);

    /// <summary>Plugs packages together.</summary>
    /// <param name="baseCategories">The base network's categories, [N].</param>
    /// <param name="packages">The packages; results keep this order.</param>
    /// <returns>The set, or findings: a parent that is missing (<c>trigger.parent</c>), a cycle (<c>trigger.cycle</c>), no trigger category (<c>trigger.overlap</c>).</returns>
    public static Reading<PatchSet> Plugged(CategoryList baseCategories, IReadOnlyList<PatchPackage> packages)
    {
        List<Finding> findings = [];
        Plug[] plugs = [.. packages.Select(package => Connect(package, baseCategories, packages, findings))];
        int[]? order = ParentsFirst(plugs, findings);
        return findings.Count == 0 && order is not null ? new(new PatchSet(plugs, order), findings) : new(null, findings);
    }

    /// <summary>Evaluates every patch for one image.</summary>
    /// <param name="baseProbabilities">The base network's softmax outputs, [N].</param>
    /// <param name="features">Its features, [F].</param>
    /// <returns>One outcome a patch, in the order in which the packages were given.</returns>
    public IReadOnlyList<PatchOutcome> Evaluate(ReadOnlySpan<float> baseProbabilities, ReadOnlySpan<float> features)
    {
        var outcomes = new PatchOutcome[_plugs.Length];
        foreach (int i in _order)
        {
            Plug plug = _plugs[i];
            float[]? parent = plug.Parent is int p ? outcomes[p].Probabilities : null;
            bool awake = plug.Parent is null || parent is not null;
            bool fired = awake && TriggerEvaluation.Evaluate(plug.Package.Manifest.Trigger, parent ?? baseProbabilities, plug.Positions).Fired;
            outcomes[i] = fired ? Answer(plug.Package, features) : new(plug.Package, false, null, null);
        }

        return outcomes;
    }

    private static PatchOutcome Answer(PatchPackage package, ReadOnlySpan<float> features)
    {
        var probabilities = new float[package.Weights.Outputs];
        int answer = PatchEvaluation.Evaluate(package.Weights, features, probabilities);
        return new(package, true, probabilities, package.Categories.Outputs[answer]);
    }

    private static Plug Connect(PatchPackage package, CategoryList baseCategories, IReadOnlyList<PatchPackage> packages, List<Finding> findings)
    {
        int? parent = null;
        CategoryList read = baseCategories;
        if (package.Manifest.Trigger.On is ParentReference on)
        {
            parent = HighestMatch(on, packages);
            if (parent is null)
            {
                findings.Add(new("trigger.parent", Severity.Error, "manifest.json: $.trigger.on", $"The patch {package.Manifest.Id} is triggered by {on.Patch} {on.Versions}, which is not here.", $"Add {on.Patch} in a version that {on.Versions} accepts."));
                return new(package, null, []);
            }

            read = new(packages[parent.Value].Categories.Outputs);
        }

        int[] positions = package.TriggerPositions(read);
        if (positions.Length == 0)
        {
            findings.Add(new("trigger.overlap", Severity.Error, "map_clsloc.txt", $"No category of {package.Manifest.Id} is a category of the network that triggers it.", "List at least one of its categories with index 0."));
        }

        return new(package, parent, positions);
    }

    private static int? HighestMatch(ParentReference on, IReadOnlyList<PatchPackage> packages)
    {
        int? best = null;
        for (int i = 0; i < packages.Count; i++)
        {
            SemanticVersion version = packages[i].Manifest.Version;
            if (string.Equals(packages[i].Manifest.Id, on.Patch, StringComparison.Ordinal) && on.Versions.Accepts(version)
                && (best is not int b || version.CompareTo(packages[b].Manifest.Version) > 0))
            {
                best = i;
            }
        }

        return best;
    }

    private static int[]? ParentsFirst(Plug[] plugs, List<Finding> findings)
    {
        List<int> order = [];
        var placed = new bool[plugs.Length];
        while (order.Count < plugs.Length)
        {
            int[] ready = [.. Enumerable.Range(0, plugs.Length).Where(i => !placed[i] && (plugs[i].Parent is not int p || placed[p]))];
            if (ready.Length == 0)
            {
                string ids = string.Join(", ", plugs.Where((_, i) => !placed[i]).Select(plug => plug.Package.Manifest.Id));
                findings.Add(new("trigger.cycle", Severity.Error, "manifest.json: $.trigger.on", $"These patches trigger one another in a circle: {ids}.", "Let one of them be triggered by the base network."));
                return null;
            }

            foreach (int i in ready)
            {
                placed[i] = true;
                order.Add(i);
            }
        }

        return [.. order];
    }

    private readonly record struct Plug(PatchPackage Package, int? Parent, int[] Positions);
}
