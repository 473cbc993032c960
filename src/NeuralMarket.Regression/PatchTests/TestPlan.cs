using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>A test whose arguments and packages fit each other: what is left is to evaluate its lineages and to judge. One at a time, or many as one product.</summary>
internal sealed class TestPlan
{
    private readonly PatchLineage _tested;
    private readonly IReadOnlyList<Finding> _findings;

    private TestPlan(PatchTestRequest request, PatchLineage tested, PatchLineage? other, IReadOnlyList<Finding> findings)
    {
        (Request, _tested, _findings) = (request, tested, findings);
        Evaluation = Evaluate(tested);
        OtherEvaluation = other is null ? null : Evaluate(other);
    }

    public PatchTestRequest Request { get; }

    public LineageEvaluation Evaluation { get; }

    /// <summary>Of the version to compare with; <see langword="null"/> when there is none.</summary>
    public LineageEvaluation? OtherEvaluation { get; }

    public IEnumerable<LineageEvaluation> Evaluations => OtherEvaluation is null ? [Evaluation] : [Evaluation, OtherEvaluation];

    /// <summary>The plan, or findings that say why the patch cannot be tested.</summary>
    /// <exception cref="ArgumentException">The options are not usable, or the store belongs to another base network.</exception>
    public static Reading<TestPlan> Of(PatchTestRequest request)
    {
        CheckArguments(request);
        Reading<PatchLineage> tested = PatchLineage.Find(request.Package, request.Network, request.Parents);
        Reading<PatchLineage>? other = request.Against is { } against ? FindOther(against, request) : null;
        Finding[] findings = [.. tested.Findings, .. other?.Findings ?? []];
        return tested.Value is null || other is { Value: null }
            ? new Reading<TestPlan>(null, findings)
            : new Reading<TestPlan>(new TestPlan(request, tested.Value, other?.Value, findings), findings);
    }

    /// <summary>Why the images cannot be used; <see langword="null"/> when they can.</summary>
    public static Finding? ProblemOf(StoredImages images, PatchTestRequest request) =>
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

    /// <summary>The report, once the lineages are evaluated on all usable images.</summary>
    public Reading<RegressionReport> Judge(StoredImages images, CancellationToken cancellationToken)
    {
        RegressionReport figures = ReportBuilder.Build(Request, images, Evaluation, OtherEvaluation) with
        {
            Robustness = RobustnessTest.Run(Request, Evaluation, images.Usable, () => Evaluate(_tested), cancellationToken),
        };
        PatchMeasurements measurements = new(Request.Package, Evaluation.Observations, figures)
        {
            Activations = FeaturesOf,
            NameOf = tag => Request.Images.Categories.Find(tag)?.Name ?? tag.ToString(),
            KnownLayers = Request.KnownLayers,
            BaseLayer = BaseLayer.Of(Request.Network),
        };
        return new Reading<RegressionReport>(VerdictRule.Examine(measurements, Request.Options, cancellationToken), _findings);
    }

    private LineageEvaluation Evaluate(PatchLineage lineage) => new(lineage, new TagRoles(lineage.Last, Request.Images.Relations));

    private float[] FeaturesOf(ImageObservation image) =>
        Request.Store.TryFind(image.Image.Sha256, out FeatureRecord record) && record.Failure is null
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
}
