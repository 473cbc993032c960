using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Regression.Graphs;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>One patch of a lineage and the outputs that its trigger reads.</summary>
/// <param name="Package">The patch.</param>
/// <param name="ReadOutputs">The base network's categories, or the parent's.</param>
/// <param name="TriggerPositions">0-based positions of the trigger categories in <paramref name="ReadOutputs"/>.</param>
internal sealed record LineageStep(PatchPackage Package, CategoryList ReadOutputs, int[] TriggerPositions);

/// <summary>A patch with the parents that trigger it, from the one that the base network triggers down to the patch itself.</summary>
/// <param name="Steps">At least one; the last is the patch.</param>
internal sealed record PatchLineage(IReadOnlyList<LineageStep> Steps)
{
    private const string Place = "manifest.json: $.trigger.on";

    public LineageStep Last => Steps[^1];

    /// <summary>Finds a patch's parents among candidates and checks that all of them fit the base network.</summary>
    public static Reading<PatchLineage> Find(PatchPackage package, BaseNetwork network, IReadOnlyList<PatchPackage> candidates)
    {
        List<PatchPackage> upwards = [package];
        while (upwards[^1].Manifest.Trigger.On is { } on)
        {
            if (upwards.Any(patch => patch.Manifest.Id == on.Patch))
            {
                return Refused(PatchTestRules.ParentCycle, Place, $"The patch '{on.Patch}' would trigger itself.", "Name a parent that does not depend on this patch.");
            }

            if (Highest(on, candidates) is not { } parent)
            {
                return Refused(
                    PatchTestRules.ParentMissing,
                    Place,
                    $"The patch is triggered by '{on.Patch}' {on.Versions}, which was not given.",
                    $"Give the package of '{on.Patch}' in a version that {on.Versions} accepts.");
            }

            if (upwards.Count == PatchGraph.MostPatches)
            {
                return Refused(
                    PatchTestRules.ParentDepth,
                    Place,
                    $"More than {PatchGraph.MostPatches} patches stand above each other: {string.Join(", ", upwards.Select(patch => $"'{patch.Manifest.Id}'"))} and '{on.Patch}'.",
                    "Let it be triggered by a patch that stands nearer to the base network.");
            }

            upwards.Add(parent);
        }

        Finding? misfit = upwards.Select(patch => Misfit(patch, network)).OfType<Finding>().FirstOrDefault();
        return misfit is null ? Link(upwards, network) : new Reading<PatchLineage>(null, [misfit]);
    }

    private static PatchPackage? Highest(ParentReference on, IReadOnlyList<PatchPackage> candidates) =>
        candidates
            .Where(candidate => candidate.Manifest.Id == on.Patch && on.Versions.Accepts(candidate.Manifest.Version))
            .MaxBy(candidate => candidate.Manifest.Version);

    private static Finding? Misfit(PatchPackage patch, BaseNetwork network)
    {
        if (patch.Manifest.Base.Sha256 != network.Identity)
        {
            return new Finding(
                PatchTestRules.Base,
                Severity.Error,
                "manifest.json: $.base.sha256",
                $"'{patch.Manifest.Id}' was trained for the base network {patch.Manifest.Base.Sha256}; this is {network.Identity}.",
                "Test it with the base network that it names.");
        }

        return patch.Weights.Features == network.Definition.FeatureCount
            ? null
            : new Finding(
                PatchTestRules.Base,
                Severity.Error,
                "weights.safetensors: weight",
                $"'{patch.Manifest.Id}' reads {patch.Weights.Features} features; the base network has {network.Definition.FeatureCount}.",
                "Train the layer on the activations that the base network's last dense layer reads.");
    }

    private static Reading<PatchLineage> Link(List<PatchPackage> upwards, BaseNetwork network)
    {
        List<LineageStep> steps = [];
        CategoryList read = network.Categories;
        foreach (PatchPackage patch in upwards.AsEnumerable().Reverse())
        {
            int[] positions = patch.TriggerPositions(read);
            if (positions.Length == 0)
            {
                return Refused(
                    PatchTestRules.TriggerOverlap,
                    "map_clsloc.txt",
                    $"No category of '{patch.Manifest.Id}' stands among the outputs that its trigger reads, so it can never fire.",
                    "Add a row with output index 0 and the tag of an output that should trigger it.");
            }

            steps.Add(new LineageStep(patch, read, positions));
            read = patch.Categories;
        }

        return new Reading<PatchLineage>(new PatchLineage(steps), []);
    }

    private static Reading<PatchLineage> Refused(string rule, string where, string message, string remedy) =>
        new(null, [new Finding(rule, Severity.Error, where, message, remedy)]);
}
