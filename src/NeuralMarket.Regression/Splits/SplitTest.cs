using NeuralMarket.Format.Findings;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Splits;

/// <summary>A patch tested on both splits.</summary>
/// <param name="Gate">Decides; for reviewers alone.</param>
/// <param name="Feedback">Where an author's coarse figures come from; <see langword="null"/> when no photo of that split can be used.</param>
public sealed record SplitReports(RegressionReport Gate, RegressionReport? Feedback)
{
    /// <summary>What the author may see: decision and reasons of the gate, figures of the feedback split alone where there is one.</summary>
    public AuthorReport ForAuthor() => Feedback is null ? Gate.ForAuthor() : Feedback.ForAuthor() with { Decision = Gate.Verdict.Decision, Reasons = Gate.ForAuthor().Reasons };
}

/// <summary>Tests a patch on held-out photos that are divided (statistics.md, "Sets").</summary>
public static class SplitTest
{
    /// <summary>Tests on the gate and on the feedback split; the audit split is not touched.</summary>
    /// <param name="request">The test on the whole set.</param>
    /// <param name="splits">Each photo's split by its SHA-256; a photo that is not named counts for the gate.</param>
    /// <param name="cancellationToken">Looked at between images.</param>
    /// <returns>Both reports, or findings that say why the patch cannot be tested on the gate.</returns>
    public static Reading<SplitReports> Run(PatchTestRequest request, IReadOnlyDictionary<string, Split> splits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(splits);
        Reading<RegressionReport> gate = PatchTest.Run(request with { Images = Part(request.Images, splits, Split.Gate) }, cancellationToken);
        if (gate.Value is not { } report)
        {
            return new Reading<SplitReports>(null, gate.Findings);
        }

        LabelledImageSet feedback = Part(request.Images, splits, Split.Feedback);
        RegressionReport? coarse = feedback.Images.Count == 0 ? null : PatchTest.Run(request with { Images = feedback }, cancellationToken).Value;
        return new Reading<SplitReports>(new SplitReports(report, coarse), gate.Findings);
    }

    private static LabelledImageSet Part(LabelledImageSet set, IReadOnlyDictionary<string, Split> splits, Split wanted) => LabelledImageSet.Create(
        set.Name,
        set.Categories,
        set.Relations,
        set.Images.Where(image => (splits.TryGetValue(image.Sha256, out Split split) ? split : Split.Gate) == wanted),
        wanted == Split.Gate ? set.Skipped : []);
}
