using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Format.Packages;

/// <summary>The rules between a package and the base network it names: identity, feature length, trigger overlap.</summary>
public static class BaseCompatibility
{
    private const string ManifestName = "manifest.json";

    /// <summary>Checks a package against a base network; for a patch with a parent the overlap is checked against <paramref name="parent"/>'s outputs when given.</summary>
    public static IReadOnlyList<Finding> Check(PatchPackage package, BaseNetwork network, PatchPackage? parent = null) =>
        Check(PackageParts.Of(package), network, parent is null ? null : PackageParts.Of(parent));

    /// <summary>Checks what could be read of a package: every rule between the parts that are there. A parent is valid, so it has all of them.</summary>
    public static IReadOnlyList<Finding> Check(PackageParts parts, BaseNetwork network, PackageParts? parent = null)
    {
        FindingList findings = new();
        if (parts.Features is int features)
        {
            CheckFeatures(features, network, findings);
        }

        if (parts.Manifest is Manifest manifest)
        {
            CheckIdentity(manifest.Base, network, findings);
            CheckTrigger(manifest, parts.Categories, network, parent, findings);
        }

        return findings.Findings;
    }

    private static void CheckTrigger(Manifest manifest, CategoryList? categories, BaseNetwork network, PackageParts? parent, FindingList findings)
    {
        if (manifest.Trigger.On is not ParentReference on)
        {
            CheckOverlap(categories, network.Categories, $"the base network {network.Definition.Name}", findings);
        }
        else if (parent is { Manifest: Manifest other, Categories: CategoryList read })
        {
            CheckParent(manifest, on, other, findings);
            CheckOverlap(categories, new(read.Outputs), $"the outputs of {other.Id}", findings);
        }
    }

    private static void CheckIdentity(BaseReference named, BaseNetwork network, FindingList findings)
    {
        if (named.Sha256 != network.Identity)
        {
            findings.Error(
                Rules.BaseIdentity,
                $"{ManifestName}: $.base.sha256",
                $"The patch was made for {named.Name} ({Short(named.Sha256)}…); this is {network.Definition.Name} ({Short(network.Identity)}…).",
                "Train the patch on this network, or check it against its own.");
        }
    }

    private static void CheckFeatures(int features, BaseNetwork network, FindingList findings)
    {
        if (features != network.Definition.FeatureCount)
        {
            findings.Error(
                Rules.BaseFeatures,
                "weights.safetensors: weight",
                $"The weights have {features} columns; the network has {network.Definition.FeatureCount} features.",
                "Train the patch on what the network's last dense layer reads.");
        }
    }

    private static void CheckParent(Manifest manifest, ParentReference on, Manifest other, FindingList findings)
    {
        if (other.Id != on.Patch || !on.Versions.Accepts(other.Version))
        {
            findings.Error(Rules.TriggerParent, $"{ManifestName}: $.trigger.on", $"The trigger names {on.Patch} {on.Versions}; the parent is {other.Id} {other.Version}.", "Name the parent and a range that accepts its version.");
        }

        if (other.Base.Sha256 != manifest.Base.Sha256)
        {
            findings.Error(Rules.TriggerParent, $"{ManifestName}: $.base", $"The parent {other.Id} was made for another base network.", "Train both on the same network.");
        }
    }

    private static void CheckOverlap(CategoryList? categories, CategoryList read, string whose, FindingList findings)
    {
        if (categories is not null && PatchPackage.TriggerPositions(categories, read).Length == 0)
        {
            findings.Error(Rules.TriggerOverlap, "map_clsloc.txt", $"None of the patch's categories is among {whose}, so it would never wake.", "Add the tag of at least one category that should wake it, with index 0 if it is no output.");
        }
    }

    private static string Short(string sha256) => sha256.Substring(0, 12);
}
