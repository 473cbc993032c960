using CsCheck;
using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Layers;

namespace NeuralMarket.Regression.Tests.Layers;

public class CanonicalLayerTests
{
    [Fact]
    public void WhatChangesNoAnswerChangesNoHash() => Gen.Select(Gen.Int[2, 6], Gen.Int[3, 40], Gen.Int[0, 1000], Gen.Float[0.25f, 8f]).Sample((outputs, features, seed, factor) =>
    {
        PatchWeights layer = Layer(outputs, features, seed);
        PatchWeights disguised = Training.Disguise(layer, [.. Enumerable.Range(0, outputs).Reverse()], factor, seed, noise: 0);

        LayerMatch match = LayerMatch.Of(CanonicalLayer.Of(disguised).Rows, CanonicalLayer.Of(layer).Rows);

        Assert.InRange(match.Distance, 0, 1e-5);
        Assert.Equal(Enumerable.Range(0, outputs).Select(k => (k, outputs - 1 - k)), match.Pairs);
    });

    /// <summary>Powers of two leave no rounding, so that the hash alone must find the copy.</summary>
    [Fact]
    public void TheHashOfReorderedAndScaledRowsIsTheSame()
    {
        PatchWeights layer = Layer(4, 64, 3);
        float[] weight = [.. new[] { 2, 0, 3, 1 }.SelectMany(k => layer.Row(k).ToArray().Select(value => (4 * value) + 0.5f))];
        PatchWeights disguised = new(ElementType.F32, 4, 64, weight, [.. new[] { 2, 0, 3, 1 }.Select(k => 4 * layer.Bias[k])]);

        Assert.Equal(CanonicalLayer.Of(layer).Hash, CanonicalLayer.Of(disguised).Hash);
    }

    [Fact]
    public void AnotherLayerHasAnotherHashAndLiesFarAway()
    {
        CanonicalLayer one = CanonicalLayer.Of(Layer(3, 200, 1));
        CanonicalLayer other = CanonicalLayer.Of(Layer(3, 200, 2));

        Assert.NotEqual(one.Hash, other.Hash);
        Assert.InRange(LayerMatch.Of(one.Rows, other.Rows).Distance, 0.9, 1);
    }

    [Fact]
    public void ALayerOfEqualRowsHasACanonicalFormToo() =>
        Assert.Equal(64, CanonicalLayer.Of(new PatchWeights(ElementType.F32, 2, 3, [1, 2, 3, 1, 2, 3], [1, 1])).Hash.Length);

    [Fact]
    public void NothingIsLeftOfAVectorInTheSpanAndAllOfOneAcrossIt()
    {
        ActivationSpan span = ActivationSpan.Of(4, [[1, 0, 0, 0], [1, 1, 0, 0], [2, 1, 0, 0]], TestContext.Current.CancellationToken);

        Assert.Equal(2, span.Rank);
        Assert.All(span.Residual([3.0, -2, 0, 0]), value => Assert.Equal(0, value, 1e-12));
        Assert.Equal([0, 0, 5, -1], span.Residual([1.0, 1, 5, -1]).Select(value => Math.Round(value, 12)));
    }

    private static PatchWeights Layer(int outputs, int features, int seed)
    {
        Random random = new(seed);
        return new PatchWeights(
            ElementType.F32, outputs, features, [.. Enumerable.Range(0, outputs * features).Select(_ => (float)Training.Gaussian(random))], [.. Enumerable.Range(0, outputs).Select(_ => (float)Training.Gaussian(random))]);
    }
}
