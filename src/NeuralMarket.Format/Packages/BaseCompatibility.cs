using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Format.Packages;

/// <summary>The rules between a package and the base network it names: identity, feature length, trigger overlap.</summary>
public static class BaseCompatibility
{
    private const string ManifestName = "manifest.json";

    /// <summary>Checks a package against a base network; for a patch with a parent the overlap is checked against <paramref name="parent"/>'s outputs when given.</summary>
    public static IReadOnlyList<Finding> Check(PatchPackage package, BaseNetwork network, PatchPackage? parent = null)
    {
        FindingList findings = new();
        CheckIdentity(package, network, findings);
        CheckFeatures(package, network, findings);
        if (package.Manifest.Trigger.On is ParentReference on)
        {
            CheckParent(package, on, parent, findings);
        }
        else
        {
            CheckOverlap(package, network.Categories, $"the base network {network.Definition.Name}", findings);
        }

        return findings.Findings;
    }

    private static void CheckIdentity(PatchPackage package, BaseNetwork network, FindingList findings)
    {
        BaseReference named = package.Manifest.Base;
        if (named.Sha256 != network.Identity)
        {
            findings.Error(
                Rules.BaseIdentity,
                $"{ManifestName}: $.base.sha256",
                $"The patch was made for {named.Name} ({Short(named.Sha256)}…); this is {network.Definition.Name} ({Short(network.Identity)}…).",
                "Train the patch on this network, or check it against its own.");
        }
    }

    private static void CheckFeatures(PatchPackage package, BaseNetwork network, FindingList findings)
    {
        if (package.Weights.Features != network.Definition.FeatureCount)
        {
            findings.Error(
                Rules.BaseFeatures,
                "weights.safetensors: weight",
                $"The weights have {package.Weights.Features} columns; the network has {network.Definition.FeatureCount} features.",
                "Train the patch on what the network's last dense layer reads.");
        }
    }

    private static void CheckParent(PatchPackage package, ParentReference on, PatchPackage? parent, FindingList findings)
    {
        if (parent is null)
        {
            return;
        }

        Manifest other = parent.Manifest;
        if (other.Id != on.Patch || !on.Versions.Accepts(other.Version))
        {
            findings.Error(Rules.TriggerParent, $"{ManifestName}: $.trigger.on", $"The trigger names {on.Patch} {on.Versions}; the parent is {other.Id} {other.Version}.", "Name the parent and a range that accepts its version.");
        }

        if (other.Base.Sha256 != package.Manifest.Base.Sha256)
        {
            findings.Error(Rules.TriggerParent, $"{ManifestName}: $.base", $"The parent {other.Id} was made for another base network.", "Train both on the same network.");
        }

        CheckOverlap(package, new(parent.Categories.Outputs), $"the outputs of {other.Id}", findings);
    }

    private static void CheckOverlap(PatchPackage package, Categories.CategoryList read, string whose, FindingList findings)
    {
        if (package.TriggerPositions(read).Length == 0)
        {
            findings.Error(Rules.TriggerOverlap, "map_clsloc.txt", $"None of the patch's categories is among {whose}, so it would never wake.", "Add the tag of at least one category that should wake it, with index 0 if it is no output.");
        }
    }

    private static string Short(string sha256) => sha256.Substring(0, 12);
}
