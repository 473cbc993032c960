using NeuralMarket.Format.Categories;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Compares two versions image by image. Right means fired and answered right, by each version's own outputs.</summary>
internal static class VersionComparison
{
    /// <summary>
    /// Counts images that are labelled for either version: an output that the new version drops counts as lost, one that it adds as won.
    /// </summary>
    public static AgainstFigures Of(IReadOnlyList<ImageObservation> tested, LineageEvaluation other, PatchTestRequest request)
    {
        (ImageObservation This, ImageObservation That)[] pairs =
            [.. tested.Zip(other.Observations).Where(pair => pair.First.Role.IsLabelled || pair.Second.Role.IsLabelled)];
        (ImageObservation This, ImageObservation That)[] flipped = [.. pairs.Where(pair => pair.This.Correct != pair.That.Correct)];
        int onlyThis = flipped.Count(pair => pair.This.Correct);
        PairedComparison comparison = new(onlyThis, flipped.Length - onlyThis, pairs.Length);

        VerdictOptions options = request.Options;
        double margin = pairs.Length >= options.NonInferiorityImages ? options.NonInferiorityMargin : options.NonInferioritySmallMargin;
        double? lower = comparison.LowerBound(options.NonInferiorityDiscordant);
        IReadOnlyList<Category> outputs = request.Package.Categories.Outputs;
        IReadOnlyList<Category> otherOutputs = other.Lineage.Last.Package.Categories.Outputs;
        return new AgainstFigures(
            other.Lineage.Last.Package.Manifest.Version.ToString(),
            comparison.OnlyNewRight,
            comparison.OnlyOldRight,
            comparison.Images > 0 ? comparison.MidP() : null,
            comparison.Tango(),
            comparison.Images,
            margin,
            lower,
            lower > -margin,
            CategoryCounts.Of(otherOutputs, [.. other.Observations.Where(image => image.Role.IsLabelled)]),
            [.. flipped.Select(pair => Flipped(pair.This, pair.That, outputs, otherOutputs, request.Network.Categories.Outputs[pair.This.BaseAnswer]))]);
    }

    private static FlippedImage Flipped(
        ImageObservation tested, ImageObservation other, IReadOnlyList<Category> outputs, IReadOnlyList<Category> otherOutputs, Category baseAnswer)
    {
        // Exactly one of the two is right, and that one knows the truth.
        Tag truth = tested.Correct ? outputs[tested.Role.Output!.Value].Tag : otherOutputs[other.Role.Output!.Value].Tag;
        return new FlippedImage(
            tested.Image.RelativePath,
            tested.Image.Sha256,
            truth.ToString(),
            tested.Correct,
            tested.Fired ? outputs[tested.Answer].Tag.ToString() : null,
            other.Fired ? otherOutputs[other.Answer].Tag.ToString() : null)
        {
            BaseAnswer = baseAnswer.Tag.ToString(),
            BaseAnswerName = baseAnswer.Name,
        };
    }
}
