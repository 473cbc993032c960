using NeuralMarket.Format.Findings;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Retests;

/// <summary>Patches that are evaluated as one product and then judged one by one.</summary>
internal sealed class RetestGroup
{
    private readonly (TestPlan? Plan, string? Problem)[] _plans;
    private readonly StoredImages? _images;

    private RetestGroup((TestPlan? Plan, string? Problem)[] plans, StoredImages? images) => (_plans, _images) = (plans, images);

    /// <summary>Evaluates all that can be tested on the images that they share.</summary>
    public static RetestGroup Evaluate(PatchTestRequest[] requests, CancellationToken cancellationToken)
    {
        (TestPlan? Plan, string? Problem)[] plans = [.. requests.Select(Plan)];
        if (Array.Find(plans, one => one.Plan is not null).Plan is not { } first)
        {
            return new RetestGroup(plans, null);
        }

        PatchTestRequest shared = first.Request;
        StoredImages images = StoredImages.Find(shared.Images, shared.Store, shared.Network);
        if (TestPlan.ProblemOf(images, shared) is { } problem)
        {
            return new RetestGroup([.. plans.Select(one => one.Plan is null ? one : (null, problem.Message))], null);
        }

        LineageEvaluation.RunAll([.. plans.Where(one => one.Plan is not null).SelectMany(one => one.Plan!.Evaluations)], images.Usable, shared.Store, shared.Patches, cancellationToken);
        return new RetestGroup(plans, images);
    }

    /// <summary>Judges some of them side by side.</summary>
    public (RegressionReport? Report, string? Problem)[] Judge(int[] places, CancellationToken cancellationToken)
    {
        (RegressionReport?, string?)[] judged = new (RegressionReport?, string?)[places.Length];
        Parallel.For(0, places.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => judged[i] = Judge(places[i], cancellationToken));
        return judged;
    }

    private (RegressionReport? Report, string? Problem) Judge(int place, CancellationToken cancellationToken)
    {
        (TestPlan? plan, string? problem) = _plans[place];
        if (plan is null || _images is null)
        {
            return (null, problem);
        }

        // Its observations, by far the most memory, go with it.
        _plans[place] = default;
        try
        {
            return (plan.Judge(_images, cancellationToken).Value, null);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or IOException)
        {
            return (null, broken.Message);
        }
    }

    private static (TestPlan? Plan, string? Problem) Plan(PatchTestRequest request)
    {
        try
        {
            Reading<TestPlan> reading = TestPlan.Of(request);
            return (reading.Value, reading.Value is null ? reading.Findings[0].Message : null);
        }
        catch (ArgumentException problem)
        {
            return (null, problem.Message);
        }
    }
}
