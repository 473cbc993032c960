using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>The regression test of one patch version, from stored features alone: the base network does not run.</summary>
public static class PatchTest
{
    /// <summary>Tests a patch.</summary>
    /// <returns>The report, or findings (<see cref="PatchTestRules"/>) that say why the patch cannot be tested here.</returns>
    /// <exception cref="ArgumentException">The options are not usable (<see cref="VerdictOptions.Problems"/>), or the store belongs to another base network.</exception>
    public static Reading<RegressionReport> Run(PatchTestRequest request, CancellationToken cancellationToken)
    {
        CheckArguments(request);
        Reading<PatchLineage> tested = PatchLineage.Find(request.Package, request.Network, request.Parents);
        Reading<PatchLineage>? other = request.Against is { } against ? FindOther(against, request) : null;
        Finding[] findings = [.. tested.Findings, .. other?.Findings ?? []];
        if (tested.Value is null || other is { Value: null })
        {
            return new Reading<RegressionReport>(null, findings);
        }

        StoredImages images = StoredImages.Find(request.Images, request.Store, request.Network);
        if (ImageProblem(images, request) is { } problem)
        {
            return new Reading<RegressionReport>(null, [.. findings, problem]);
        }

        LineageEvaluation evaluation = Evaluation(tested.Value, request);
        LineageEvaluation? otherEvaluation = other?.Value is { } lineage ? Evaluation(lineage, request) : null;
        LineageEvaluation.RunAll(otherEvaluation is null ? [evaluation] : [evaluation, otherEvaluation], images.Usable, request.Store, cancellationToken);

        RegressionReport figures = ReportBuilder.Build(request, images, evaluation, otherEvaluation) with
        {
            Robustness = RobustnessTest.Run(request, evaluation, images.Usable, () => Evaluation(tested.Value, request), cancellationToken),
        };
        PatchMeasurements measurements = new(request.Package, evaluation.Observations, figures)
        {
            Activations = image => Features(image, request.Store),
            NameOf = tag => request.Images.Categories.Find(tag)?.Name ?? tag.ToString(),
            KnownLayers = request.KnownLayers,
            BaseLayer = BaseLayer.Of(request.Network),
        };
        return new Reading<RegressionReport>(VerdictRule.Examine(measurements, request.Options, cancellationToken), findings);
    }

    /// <summary>What a patch does on every image, without figures and verdict.</summary>
    /// <returns>The observations in the set's order, or findings that say why the patch cannot be tested here.</returns>
    /// <exception cref="ArgumentException">The options are not usable, or the store belongs to another base network.</exception>
    public static Reading<IReadOnlyList<ImageObservation>> Observe(PatchTestRequest request, CancellationToken cancellationToken)
    {
        CheckArguments(request);
        Reading<PatchLineage> lineage = PatchLineage.Find(request.Package, request.Network, request.Parents);
        if (lineage.Value is null)
        {
            return new Reading<IReadOnlyList<ImageObservation>>(null, lineage.Findings);
        }

        StoredImages images = StoredImages.Find(request.Images, request.Store, request.Network);
        if (ImageProblem(images, request) is { } problem)
        {
            return new Reading<IReadOnlyList<ImageObservation>>(null, [problem]);
        }

        LineageEvaluation evaluation = Evaluation(lineage.Value, request);
        LineageEvaluation.RunAll([evaluation], images.Usable, request.Store, cancellationToken);
        return new Reading<IReadOnlyList<ImageObservation>>(evaluation.Observations, []);
    }

    private static LineageEvaluation Evaluation(PatchLineage lineage, PatchTestRequest request) =>
        new(lineage, new TagRoles(lineage.Last, request.Images.Relations), request.Patches);

    private static float[] Features(ImageObservation image, FeatureStore store) =>
        store.TryFind(image.Image.Sha256, out FeatureRecord record) && record.Failure is null
            ? record.Features.ToArray()
            : throw new InvalidOperationException($"The feature store lost the image {image.Image.Sha256} during the test.");

    private static void CheckArguments(PatchTestRequest request)
    {
        IReadOnlyList<string> problems = request.Options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(request));
        }

        if (request.Store.BaseIdentity != request.Network.Identity)
        {
            throw new ArgumentException($"The feature store belongs to the base network {request.Store.BaseIdentity}, not {request.Network.Identity}.", nameof(request));
        }
    }

    private static Reading<PatchLineage> FindOther(PatchPackage against, PatchTestRequest request)
    {
        Reading<PatchLineage> lineage = PatchLineage.Find(against, request.Network, request.Parents);
        return lineage.Value is not null
            ? lineage
            : new Reading<PatchLineage>(null, [.. lineage.Findings.Select(finding => finding with
            {
                Rule = PatchTestRules.Against,
                Where = $"{finding.Rule}: {finding.Where}",
                Message = $"The version to compare with ({against.Manifest.Version}) cannot be tested: {finding.Message}",
            })]);
    }

    private static Finding? ImageProblem(StoredImages images, PatchTestRequest request) =>
        images.Missing > 0
            ? new Finding(
                PatchTestRules.FeaturesMissing,
                Severity.Error,
                request.Images.Name,
                $"The base network has not run over {images.Missing} of the {request.Images.Images.Count} images.",
                $"Fill the store first ({nameof(FeatureExtraction)}).")
        : images.Usable.Count == 0
            ? new Finding(PatchTestRules.NoImages, Severity.Error, request.Images.Name, "No image of the set can be decoded.", "Give a set with photos in JPEG, PNG or WebP.")
        : null;
}
