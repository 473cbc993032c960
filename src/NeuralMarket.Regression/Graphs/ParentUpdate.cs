using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Graphs;

/// <summary>What a new version of a parent does to one child.</summary>
/// <param name="Child">The child.</param>
/// <param name="LostCategories">Categories on which the child triggers and that the new parent no longer answers.</param>
/// <param name="Routing">How often the child is woken on its own photos, new parent minus old one, photo by photo; Tango's score interval.</param>
/// <param name="LowerBound">The one-sided 95% lower bound of that.</param>
/// <param name="ReviewAgain">Whether the child must be reviewed again.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record ParentUpdateResult(string Child, IReadOnlyList<string> LostCategories, Interval Routing, double? LowerBound, bool ReviewAgain, string Reason);

/// <summary>
/// Whether a new version of a parent still serves its children (statistics.md, "Patch on patch"): it keeps every category on which a child triggers, and wakes
/// each child on its own photos no less often than before.
/// </summary>
public static class ParentUpdate
{
    /// <summary>Compares a child under the old and the new parent.</summary>
    /// <param name="child">A request for the child; its candidates for parents hold neither version of this parent.</param>
    /// <param name="old">The parent's version so far.</param>
    /// <param name="updated">Its new version.</param>
    /// <param name="cancellationToken">Looked at between images.</param>
    /// <returns>What it does to the child, or findings that say why the child could not be tested under the old parent.</returns>
    public static Reading<ParentUpdateResult> Examine(PatchTestRequest child, PatchPackage old, PatchPackage updated, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(child);
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        string name = $"{child.Package.Manifest.Id} {child.Package.Manifest.Version}";
        string[] lost = [.. child.Package.TriggerPositions(old.Categories)
            .Select(position => old.Categories.Outputs[position])
            .Where(category => updated.Categories.Find(category.Tag) is not { Index: > 0 })
            .Select(category => category.Tag.ToString())];
        Reading<IReadOnlyList<ImageObservation>> before = PatchTest.Observe(child with { Parents = [.. child.Parents, old] }, cancellationToken);
        if (before.Value is not { } woken)
        {
            return new Reading<ParentUpdateResult>(null, before.Findings);
        }

        Reading<IReadOnlyList<ImageObservation>> after = PatchTest.Observe(child with { Parents = [.. child.Parents, updated] }, cancellationToken);
        if (after.Value is not { } wokenAfter)
        {
            string reason = $"Under the new version it can no longer be woken: {after.Findings[0].Message}";
            return new Reading<ParentUpdateResult>(new ParentUpdateResult(name, lost, Interval.Unknown, null, true, reason), []);
        }

        return new Reading<ParentUpdateResult>(Judge(name, lost, [.. woken.Zip(wokenAfter).Where(pair => pair.First.Role.IsLabelled)], child), []);
    }

    private static ParentUpdateResult Judge(string name, string[] lost, (ImageObservation Before, ImageObservation After)[] own, PatchTestRequest child)
    {
        PairedComparison comparison = new(own.Count(pair => pair.After.Fired && !pair.Before.Fired), own.Count(pair => !pair.After.Fired && pair.Before.Fired), own.Length);
        double margin = own.Length >= child.Options.NonInferiorityImages ? child.Options.NonInferiorityMargin : child.Options.NonInferioritySmallMargin;
        double? lower = comparison.LowerBound(child.Options.NonInferiorityDiscordant);
        bool holds = lower > -margin;
        string reason = lost.Length > 0 ? $"The new version no longer answers {string.Join(", ", lost)}, on which it triggers."
            : holds ? "It is woken on its own photos no less often than before."
            : lower is null ? "No labelled photo shows whether it is still woken."
            : FormattableString.Invariant($"It may be woken on up to {-100 * lower:0.#}% fewer of its own photos; {100 * margin:0.#}% would be let pass.");
        return new ParentUpdateResult(name, lost, comparison.Tango(), lower, lost.Length > 0 || !holds, reason);
    }
}
