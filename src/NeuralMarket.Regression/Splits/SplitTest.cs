using NeuralMarket.Format.Findings;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Splits;

/// <summary>A patch tested on both splits.</summary>
/// <param name="Gate">Decides; for reviewers alone.</param>
/// <param name="Feedback">Where an author's coarse figures come from; <see langword="null"/> when that split has too few photos of an output: then they come from the gate.</param>
/// <param name="Answers">Which photos of that split it had right: what the <see cref="Ladder"/> compares.</param>
public sealed record SplitReports(RegressionReport Gate, RegressionReport? Feedback, AttemptAnswers Answers)
{
    /// <summary>Decision and reasons of the gate, coarse figures of this very attempt: what the catalogue shows of a published version. An author is told through <see cref="AuthorLadder"/>.</summary>
    public AuthorReport ForAuthor() => ForAuthor(Gate, Feedback);

    /// <inheritdoc cref="ForAuthor()"/>
    /// <param name="gate">The report on the gate.</param>
    /// <param name="feedback">The report on the feedback split.</param>
    public static AuthorReport ForAuthor(RegressionReport gate, RegressionReport? feedback)
    {
        ArgumentNullException.ThrowIfNull(gate);
        AuthorReport author = gate.ForAuthor();
        return feedback is null ? author : feedback.ForAuthor() with { Decision = author.Decision, Reasons = author.Reasons };
    }
}

/// <summary>What an attempt answered on the photos of one split, by their SHA-256.</summary>
/// <param name="Right">Labelled photos on which it fired and answered right.</param>
/// <param name="Seen">All labelled photos.</param>
public sealed record AttemptAnswers(IReadOnlySet<string> Right, IReadOnlySet<string> Seen);

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
        Reading<ObservedReport> gate = PatchTest.RunObserved(On(request, splits, Split.Gate), cancellationToken);
        if (gate.Value is not { } decided)
        {
            return new Reading<SplitReports>(null, gate.Findings);
        }

        PatchTestRequest coarse = On(request, splits, Split.Feedback);
        ObservedReport? feedback = coarse.Images.Images.Count == 0 ? null : PatchTest.RunObserved(coarse, cancellationToken).Value;

        // Of photos that show something else alone no accuracy can be told, and of a handful none that means anything.
        if (feedback?.Report.Categories.Any(category => category.Support < request.Options.MinimumImagesPerCategory) == true)
        {
            feedback = null;
        }

        return new Reading<SplitReports>(
            new SplitReports(Named(decided, request, Split.Gate), feedback is null ? null : Named(feedback, request, Split.Feedback), AnswersOf(feedback ?? decided)), gate.Findings);
    }

    /// <summary>A test of the whole set, on one split alone.</summary>
    public static PatchTestRequest On(PatchTestRequest request, IReadOnlyDictionary<string, Split> splits, Split wanted)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(splits);
        return request with { Images = Of(request.Images, splits, wanted) };
    }

    /// <summary>The photos of one split; what could not be read counts for the gate.</summary>
    public static LabelledImageSet Of(LabelledImageSet set, IReadOnlyDictionary<string, Split> splits, Split wanted)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(splits);
        return LabelledImageSet.Create(
            set.Name,
            set.Categories,
            set.Relations,
            set.Images.Where(image => (splits.TryGetValue(image.Sha256, out Split split) ? split : Split.Gate) == wanted),
            wanted == Split.Gate ? set.Skipped : []);
    }

    /// <summary>The report names the photos that it was counted from and the whole set that they are drawn from.</summary>
    private static RegressionReport Named(ObservedReport observed, PatchTestRequest request, Split split) => observed.Report with
    {
        Images = observed.Report.Images with { Split = split, WholeSetHash = request.Images.Hash },
    };

    private static AttemptAnswers AnswersOf(ObservedReport observed)
    {
        ImageObservation[] labelled = [.. observed.Observations.Where(image => image.Role.IsLabelled)];
        return new AttemptAnswers(
            labelled.Where(image => image.Correct).Select(image => image.Image.Sha256).ToHashSet(StringComparer.Ordinal),
            labelled.Select(image => image.Image.Sha256).ToHashSet(StringComparer.Ordinal));
    }
}
