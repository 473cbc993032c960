using NeuralMarket.Format.Categories;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Puts a report together from what was observed; the verdict comes afterwards.</summary>
internal static class ReportBuilder
{
    private static readonly Verdict Undecided = new(Outcome.Attention, []);

    public static RegressionReport Build(PatchTestRequest request, StoredImages images, LineageEvaluation evaluation, LineageEvaluation? other)
    {
        IReadOnlyList<ImageObservation> all = evaluation.Observations;
        IReadOnlyList<Category> outputs = request.Package.Categories.Outputs;
        ImageObservation[] labelled = [.. all.Where(image => image.Role.IsLabelled)];
        ImageObservation[] answered = [.. labelled.Where(image => image.Fired)];
        ImageObservation[] misfired = [.. all.Where(image => image.Fired && !image.Role.InDomain)];
        ImageObservation[] ambiguous = [.. all.Where(image => image.Role.IsAmbiguous)];
        int correct = labelled.Count(image => image.Correct);
        IReadOnlyList<CategoryFigures> categories = CategoryCounts.Of(outputs, labelled);
        Interval balanced = CategoryCounts.BalancedAccuracyOf(categories);
        ImageResultWriter results = new(request);

        return new RegressionReport(
            new ReportedPatch(request.Package.Manifest.Id, request.Package.Manifest.Version.ToString(), request.PackageSha256, request.Package.Manifest.Title),
            new ReportedBase(request.Network.Definition.Name, request.Network.Identity),
            new ReportedImages(
                all.Count, request.Images.Skipped.Count + images.Failed.Count, labelled.Length, ambiguous.Length, request.Images.Name, request.Images.Hash),
            request.DeviceName,
            TriggerCounts.Of(all),
            new AccuracyFigures(answered.Length, correct, new Proportion(correct, answered.Length).Wilson()),
            new EndToEndFigures(labelled.Length, correct, new Proportion(correct, labelled.Length).Wilson()),
            balanced.Value,
            CalibrationCounts.Of(answered),
            categories,
            CategoryCounts.Confusion(outputs.Count, answered),
            other is null ? null : VersionComparison.Of(evaluation.Observations, other, request),
            [],
            Undecided)
        {
            BalancedAccuracyBounds = balanced,
            NotFired = CategoryCounts.NotFired(outputs.Count, labelled),
            BaseCategories = TriggerCounts.ByBaseCategory(all, images.Usable, request.Network.Categories),
            Elsewhere = ElsewhereCounts.Of(answered, misfired, request.Options.Confident),
            Collateral = ElsewhereCounts.CollateralOf(all),
            Wrong = [.. labelled.Where(image => !image.Correct).Select(results.Write)],
            Misfired = [.. misfired.Select(results.Write)],
            Ambiguous = [.. ambiguous.Select(results.WriteAmbiguous)],
            Skipped = [.. request.Images.Skipped.Select(file => new SkippedImage(file.RelativePath, file.Rule, file.Reason)), .. images.Failed],
        };
    }
}
