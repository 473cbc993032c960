using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Regression.Graphs;

/// <summary>A patch version and the one whose outputs its trigger reads.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">Its version.</param>
/// <param name="On">Its parent by version range; <see langword="null"/> for the base network.</param>
public sealed record PatchNode(string Id, SemanticVersion Version, ParentReference? On)
{
    /// <summary>The node of a package.</summary>
    public static PatchNode Of(PatchPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return new PatchNode(package.Manifest.Id, package.Manifest.Version, package.Manifest.Trigger.On);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version}";
}

/// <summary>Why a patch has no way down to the base network.</summary>
public enum ChainProblem
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>No version of a parent is in the range.</summary>
    ParentMissing,

    /// <summary>It would trigger itself.</summary>
    Cycle,

    /// <summary>More patches above each other than allowed.</summary>
    TooDeep,
}

/// <summary>A patch and all its parents.</summary>
/// <param name="Patches">From the patch up to the one that the base network triggers, as far as it could be followed.</param>
/// <param name="Problem">What ended the way early.</param>
/// <param name="Missing">The parent that is missing or closes the cycle.</param>
public sealed record PatchChain(IReadOnlyList<PatchNode> Patches, ChainProblem Problem, ParentReference? Missing);

/// <summary>Which patches trigger which (specialneurons.md, "The trigger condition"), over all versions that there are.</summary>
public sealed class PatchGraph
{
    /// <summary>A chain has at most so many patches (statistics.md, "Patch on patch").</summary>
    public const int MostPatches = 4;

    private readonly ILookup<string, PatchNode> _versions;

    /// <summary>Takes all versions, in any order.</summary>
    public PatchGraph(IEnumerable<PatchNode> nodes) => _versions = nodes.ToLookup(node => node.Id, StringComparer.Ordinal);

    /// <summary>The version that a range takes: the highest that it accepts.</summary>
    public PatchNode? Resolve(ParentReference on)
    {
        ArgumentNullException.ThrowIfNull(on);
        return _versions[on.Patch].Where(node => on.Versions.Accepts(node.Version)).MaxBy(node => node.Version);
    }

    /// <summary>Follows a patch's parents up to the base network.</summary>
    public PatchChain ChainOf(PatchNode patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        List<PatchNode> chain = [patch];
        while (chain[^1].On is { } on)
        {
            if (chain.Any(node => node.Id == on.Patch))
            {
                return new PatchChain(chain, ChainProblem.Cycle, on);
            }

            if (Resolve(on) is not { } parent)
            {
                return new PatchChain(chain, ChainProblem.ParentMissing, on);
            }

            if (chain.Count == MostPatches)
            {
                return new PatchChain(chain, ChainProblem.TooDeep, on);
            }

            chain.Add(parent);
        }

        return new PatchChain(chain, ChainProblem.None, null);
    }

    /// <summary>
    /// The versions whose chain a version is part of: what is to be tested again when it is published. The nearest come first, each once; a cycle ends where it began.
    /// </summary>
    public IReadOnlyList<PatchNode> DependentsOf(PatchNode parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        List<PatchNode> found = [];
        HashSet<PatchNode> seen = [parent];
        Queue<PatchNode> open = new([parent]);
        while (open.TryDequeue(out PatchNode? node))
        {
            foreach (PatchNode child in _versions.SelectMany(versions => versions).Where(child => child.On is { } on && on.Patch == node.Id && Resolve(on) == node))
            {
                if (seen.Add(child))
                {
                    found.Add(child);
                    open.Enqueue(child);
                }
            }
        }

        return found;
    }

    /// <summary>The graph in words, a line a patch, children below their parents: for logs and people.</summary>
    public string Describe()
    {
        List<string> lines = [];
        PatchNode[] all = [.. _versions.SelectMany(versions => versions).OrderBy(node => node.Id, StringComparer.Ordinal).ThenBy(node => node.Version)];
        foreach (PatchNode root in all.Where(node => node.On is null))
        {
            Describe(root, 0, all, lines);
        }

        foreach (PatchNode lost in all.Where(node => ChainOf(node).Problem is not (ChainProblem.None or ChainProblem.TooDeep)))
        {
            lines.Add($"{lost} (on {lost.On!.Patch} {lost.On.Versions}: {(ChainOf(lost).Problem == ChainProblem.Cycle ? "a cycle" : "missing")})");
        }

        return string.Join('\n', lines);
    }

    private void Describe(PatchNode node, int depth, PatchNode[] all, List<string> lines)
    {
        lines.Add(new string(' ', 2 * depth) + node);
        foreach (PatchNode child in all.Where(child => child.On is { } on && Resolve(on) == node && depth < all.Length))
        {
            Describe(child, depth + 1, all, lines);
        }
    }
}
