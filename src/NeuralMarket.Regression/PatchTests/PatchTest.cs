using NeuralMarket.Format.Findings;
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
        Reading<ObservedReport> observed = RunObserved(request, cancellationToken);
        return new Reading<RegressionReport>(observed.Value?.Report, observed.Findings);
    }

    /// <summary>Tests a patch and hands over what it did on every image, too.</summary>
    /// <inheritdoc cref="Run"/>
    internal static Reading<ObservedReport> RunObserved(PatchTestRequest request, CancellationToken cancellationToken)
    {
        Reading<TestPlan> reading = TestPlan.Of(request);
        if (reading.Value is not { } plan)
        {
            return new Reading<ObservedReport>(null, reading.Findings);
        }

        StoredImages images = StoredImages.Find(request.Images, request.Store, request.Network);
        if (TestPlan.ProblemOf(images, request) is { } problem)
        {
            return new Reading<ObservedReport>(null, [.. reading.Findings, problem]);
        }

        LineageEvaluation.RunAll([.. plan.Evaluations], images.Usable, request.Store, request.Patches, cancellationToken);
        Reading<RegressionReport> judged = plan.Judge(images, cancellationToken);
        return new Reading<ObservedReport>(judged.Value is { } report ? new ObservedReport(report, plan.Evaluation.Observations) : null, judged.Findings);
    }

    /// <summary>What a patch does on every image, without figures and verdict.</summary>
    /// <returns>The observations in the set's order, or findings that say why the patch cannot be tested here.</returns>
    /// <exception cref="ArgumentException">The options are not usable, or the store belongs to another base network.</exception>
    public static Reading<IReadOnlyList<ImageObservation>> Observe(PatchTestRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Reading<TestPlan> reading = TestPlan.Of(request with { Against = null });
        if (reading.Value is not { } plan)
        {
            return new Reading<IReadOnlyList<ImageObservation>>(null, reading.Findings);
        }

        StoredImages images = StoredImages.Find(request.Images, request.Store, request.Network);
        if (TestPlan.ProblemOf(images, request) is { } problem)
        {
            return new Reading<IReadOnlyList<ImageObservation>>(null, [problem]);
        }

        LineageEvaluation.RunAll([plan.Evaluation], images.Usable, request.Store, request.Patches, cancellationToken);
        return new Reading<IReadOnlyList<ImageObservation>>(plan.Evaluation.Observations, []);
    }
}

/// <summary>A report and what it was counted from.</summary>
/// <param name="Report">The report.</param>
/// <param name="Observations">What the patch did on every usable image.</param>
internal sealed record ObservedReport(RegressionReport Report, IReadOnlyList<ImageObservation> Observations);
