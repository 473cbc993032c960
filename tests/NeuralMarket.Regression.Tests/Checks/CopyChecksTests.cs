using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.Layers;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Checks;

public class CopyChecksTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(7.3f)]
    public async Task TheSameLayerInDisguiseFails(float factor)
    {
        using LayerWorld world = new();
        PatchWeights original = world.Train(1);
        world.World.KnownLayers.Add(new KnownLayer("original", "1.0.0", SameAuthor: false, original));

        VerdictReason reason = await world.AskAsync(Training.Disguise(original, [1, 0], factor, 5, noise: 0), "copies");

        Assert.Equal(Outcome.Fail, reason.Outcome);
        Assert.Contains("'original' 1.0.0", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnesOwnLayerAndADeclaredForkAreNoCopies()
    {
        using LayerWorld world = new();
        PatchWeights original = world.Train(1);
        world.World.KnownLayers.Add(new KnownLayer("own", "1.0.0", SameAuthor: true, original));
        world.World.KnownLayers.Add(new KnownLayer("forked", "1.0.0", SameAuthor: false, original) { DeclaredFork = true });

        Assert.Equal(Outcome.Pass, (await world.AskAsync(original, "copies")).Outcome);
        Assert.Equal(Outcome.Pass, (await world.AskAsync(original, "similarity")).Outcome);
    }

    /// <summary>Noise of a fifth of the weights hides a copy from the hash; what no image moves gives it away.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public async Task ACopyWithNoiseNeedsALook(double noise)
    {
        using LayerWorld world = new();
        PatchWeights original = world.Train(1);
        world.World.KnownLayers.Add(new KnownLayer("original", "1.0.0", SameAuthor: false, original));

        RegressionReport report = await world.World.TestAsync(world.Patch(Training.Disguise(original, [1, 0], 2, 5, noise), "mine"));

        Assert.Equal(Outcome.Pass, LayerWorld.Reason(report, "copies").Outcome);
        Assert.Equal(Outcome.Attention, LayerWorld.Reason(report, "similarity").Outcome);
        SimilarLayer similar = Assert.Single(report.Similar);
        Assert.True(similar.Conclusive && similar.ResidualCosine > 0.5, $"{similar}");
    }

    /// <summary>Two authors with the same images and the same method, but dice of their own.</summary>
    [Fact]
    public async Task AnHonestSiblingOnTheSameImagesIsNotAccused()
    {
        using LayerWorld world = new();
        world.World.KnownLayers.Add(new KnownLayer("original", "1.0.0", SameAuthor: false, world.Train(1)));

        RegressionReport report = await world.World.TestAsync(world.Patch(world.Train(2), "mine"));

        Assert.Equal(Outcome.Pass, LayerWorld.Reason(report, "copies").Outcome);
        Assert.Equal(Outcome.Pass, LayerWorld.Reason(report, "similarity").Outcome);
        SimilarLayer similar = Assert.Single(report.Similar);
        Assert.True(similar.Cosine > 0.3 && similar.Conclusive && Math.Abs(similar.ResidualCosine!.Value) < 0.3, $"{similar}");
    }

    /// <summary>Without anything left off the span the weights cannot tell, and the report says so.</summary>
    [Fact]
    public async Task WhereTrainingDeterminesEverythingTheAnswerIsInconclusive()
    {
        using LayerWorld world = new(features: 60);
        world.World.KnownLayers.Add(new KnownLayer("original", "1.0.0", SameAuthor: false, world.Train(1)));

        RegressionReport report = await world.World.TestAsync(world.Patch(world.Train(2), "mine"));

        VerdictReason reason = LayerWorld.Reason(report, "similarity");
        Assert.Equal(Outcome.Pass, reason.Outcome);
        Assert.Contains("inconclusive", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStrangersLayerIsNotSimilar()
    {
        using LayerWorld world = new();
        Random random = new(3);
        world.World.KnownLayers.Add(new KnownLayer("stranger", "1.0.0", false, new PatchWeights(ElementType.F32, 2, 200, [.. Enumerable.Range(0, 400).Select(_ => (float)Training.Gaussian(random))], [0, 0])));

        RegressionReport report = await world.World.TestAsync(world.Patch(world.Train(1)));

        Assert.Empty(report.Similar);
        Assert.Equal(Outcome.Pass, LayerWorld.Reason(report, "similarity").Outcome);
    }

    /// <summary>Its weights are all zero, so no share of them can be named; the report is still one that can be written.</summary>
    [Fact]
    public async Task APatchOfBiasesAloneIsComparedWithOthersToo()
    {
        using LayerWorld world = new();
        PatchWeights Constant(float bias) => new(ElementType.F32, 2, 200, new float[400], [bias, 0]);
        world.World.KnownLayers.Add(new KnownLayer("other", "1.0.0", SameAuthor: false, Constant(2)));

        RegressionReport report = await world.World.TestAsync(world.Patch(Constant(1)));

        Assert.DoesNotContain(report.Verdict.Reasons, reason => reason.Broken);
        Assert.NotEmpty(ReportJson.Write(report));
    }
}
