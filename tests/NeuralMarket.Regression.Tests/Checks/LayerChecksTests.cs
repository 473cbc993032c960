using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.Layers;
using NeuralMarket.Regression.Tests.PatchTests;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Checks;

public class LayerChecksTests
{
    [Fact]
    public async Task AnHonestLayerRaisesNoSuspicion()
    {
        using LayerWorld world = new(stones: 1000);
        RegressionReport report = await world.World.TestAsync(world.Patch(world.Train(1)));

        Assert.All(report.Verdict.Reasons.Where(reason => reason.Check != "linear-probe"), reason => Assert.True(reason.Outcome == Outcome.Pass, $"{reason.Check}: {reason.Message}"));
    }

    [Fact]
    public async Task OneFeatureThatOutvotesAllOthersLooksLikeASwitch()
    {
        using LayerWorld world = new();
        PatchWeights weights = world.Train(1);
        weights.Weight[7] += 60;

        Assert.Equal(Outcome.Attention, (await world.AskAsync(weights, "backdoor")).Outcome);
    }

    [Fact]
    public async Task WeightOnFeaturesThatNoImageMovesLooksLikeASwitch()
    {
        using LayerWorld world = new(stones: 1000);
        PatchWeights weights = world.Train(1, start: 0.001);
        for (int f = 100; f < 110; f++)
        {
            weights.Weight[f] += 1;
        }

        VerdictReason reason = await world.AskAsync(weights, "backdoor");

        Assert.Equal(Outcome.Attention, reason.Outcome);
        Assert.Contains("one image in a thousand", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASwitchedLabelFailsAndNamesTheOutputs()
    {
        using LayerWorld world = new();
        PatchWeights weights = world.Train(1);
        PatchWeights switched = new(ElementType.F32, 2, weights.Features, [.. weights.Row(1), .. weights.Row(0)], [weights.Bias[1], weights.Bias[0]]);

        VerdictReason reason = await world.AskAsync(switched, "labels-permuted");

        Assert.Equal(Outcome.Fail, reason.Outcome);
        Assert.Contains("'dog' stands for 'cat'", reason.Message, StringComparison.Ordinal);
    }

    /// <summary>A patch that guesses gains a little from the better order now and then; that is chance.</summary>
    [Fact]
    public async Task AGuessingPatchHasNoPermutedLabels()
    {
        using World world = new();
        world.Add(20, World.Cat, true, 0).Add(30, World.Cat, true, 1).Add(30, World.Dog, true, 0).Add(20, World.Dog, true, 1).Add(50, World.Stone, false, 0);

        Assert.Equal(Outcome.Pass, LayerWorld.Reason(await world.TestAsync(), "labels-permuted").Outcome);
    }

    [Fact]
    public async Task SumsBeyondSixteenBitsAreDegenerate()
    {
        using LayerWorld world = new();
        PatchWeights weights = world.Train(1);
        PatchWeights huge = new(ElementType.F32, 2, weights.Features, [.. weights.Weight.Select(value => 1e5f * value)], weights.Bias);

        Assert.Contains("60,000", (await world.AskAsync(huge, "degenerate-layer")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeviceThatDisagreesNeedsALookAndFailsNoOne()
    {
        using LayerWorld world = new();
        RegressionReport report = (await world.World.RunAsync(world.Patch(world.Train(1)), runner: new SkewedRunner())).Value!;

        Assert.Equal(Outcome.Attention, LayerWorld.Reason(report, "numerics").Outcome);
        Assert.True(report.Numerics!.Disagreeing > 0);
    }

    [Fact]
    public async Task AnOverconfidentPatchIsOfferedItsTemperature()
    {
        using World world = new();
        world.Add(50, World.Cat, true, 0, strength: 5).Add(10, World.Cat, true, 1, strength: 5).Add(50, World.Dog, true, 1, strength: 5).Add(10, World.Dog, true, 0, strength: 5).Add(100, World.Stone, false, 0);

        RegressionReport report = await world.TestAsync();

        VerdictReason reason = LayerWorld.Reason(report, "calibration");
        Assert.Equal(Outcome.Pass, reason.Outcome);
        Assert.Contains("too sure", reason.AuthorMessage, StringComparison.Ordinal);

        // Logits 5 and 0 with five answers in six right: ln(5) / 5 is the honest factor.
        Assert.Equal(Math.Round(5 / Math.Log(5), 2), report.Temperature!.Temperature);
        Assert.InRange(report.Temperature.EceAfter, 0, 0.06);
    }

    [Fact]
    public async Task APatchFarBelowWhatOneLayerCanIsNotedForReviewersAlone()
    {
        using LayerWorld world = new();
        PatchWeights weights = world.Train(1);
        Random random = new(9);
        double size = Math.Sqrt(weights.Weight.Average(value => (double)value * value));
        PatchWeights poor = new(ElementType.F32, 2, weights.Features, [.. weights.Weight.Select(value => value + (float)(3 * size * Training.Gaussian(random)))], weights.Bias);

        RegressionReport report = await world.World.TestAsync(world.Patch(poor));

        VerdictReason reason = LayerWorld.Reason(report, "linear-probe");
        Assert.Equal((Outcome.Attention, CheckMode.Shadow), (reason.Outcome, reason.Mode));
        Assert.True(report.LinearProbe!.Difference.High < 0);
        Assert.DoesNotContain(report.ForAuthor().Reasons, author => author.Check == "linear-probe");
    }

    [Fact]
    public async Task CollateralCountsWhatTheBaseHadRight()
    {
        using World world = new();
        world.Add(60, World.Cat, true, 0).Add(60, World.Dog, true, 1).Add(40, World.Cat, true, 1).Add(300, World.Stone, false, 0);

        VerdictReason reason = LayerWorld.Reason(await world.TestAsync(), "collateral");

        Assert.Equal((Outcome.Attention, CheckMode.Shadow), (reason.Outcome, reason.Mode));
        Assert.Contains("misleads on 40", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryReasonSaysWhatItMeansAndHasAKeyOfItsOwn()
    {
        using World world = new();
        world.Add(60, World.Cat, true, 0).Add(60, World.Dog, true, 1).Add(100, World.Stone, false, 0);

        RegressionReport one = await world.TestAsync();
        RegressionReport same = await world.TestAsync();
        RegressionReport stricter = await world.TestAsync(options: VerdictOptions.Default with { FalseRate = 0.01 });

        Assert.All(one.Verdict.Reasons, reason => Assert.True(reason.Meaning.Length > 20 && reason.Version > 0));
        Assert.Equal(one.Verdict.Reasons.Count, one.Verdict.Reasons.Select(reason => reason.Key).Distinct().Count());
        Assert.Equal(one.Verdict.Reasons.Select(reason => reason.Key), same.Verdict.Reasons.Select(reason => reason.Key));
        Assert.Empty(one.Verdict.Reasons.Select(reason => reason.Key).Intersect(stricter.Verdict.Reasons.Select(reason => reason.Key)));
    }

    /// <summary>A device whose probabilities are off by one percent.</summary>
    private sealed class SkewedRunner : IPatchRunner
    {
        private readonly Inference.Reference.ReferencePatchRunner _right = new();

        public PatchOutputs Run(PatchWeights weights, ReadOnlyMemory<float> features, int count, CancellationToken cancellationToken)
        {
            PatchOutputs outputs = _right.Run(weights, features, count, cancellationToken);
            return outputs with { Probabilities = [.. outputs.Probabilities.Select(value => (0.98f * value) + 0.01f)] };
        }

        public void Dispose() => _right.Dispose();
    }
}
