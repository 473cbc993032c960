using CsCheck;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Figures;

public class BalancedAccuracyTests
{
    /// <summary>(1/K²)·Σ p_k(1−p_k)/n_k with 54 and 47 of 60: 0.841667 ± 1.6449·sqrt(¼·(0.09/60 + 0.169722/60)).</summary>
    [Fact]
    public void BoundsFollowTheVarianceOfStatisticsMd()
    {
        Interval bounds = BalancedAccuracy.Of([new Proportion(54, 60), new Proportion(47, 60)]);

        Assert.Equal(0.8416667, bounds.Value!.Value, 6);
        Assert.Equal(0.7875589, bounds.Low!.Value, 4);
        Assert.Equal(0.8957744, bounds.High!.Value, 4);
    }

    /// <summary>All right on ten images each is not certainty: the exact bound of each output is 0.05^(1/10).</summary>
    [Fact]
    public void NoFailureAtAllStillLeavesDoubt()
    {
        Interval bounds = BalancedAccuracy.Of([new Proportion(10, 10), new Proportion(10, 10)]);

        Assert.Equal(1 - ((1 - Math.Pow(0.05, 0.1)) / Math.Sqrt(2)), bounds.Low!.Value, 1e-12);
        Assert.Equal(1, bounds.High!.Value);
    }

    [Fact]
    public void AnOutputWithoutImagesLeavesItUnknown() => Assert.Equal(Interval.Unknown, BalancedAccuracy.Of([new Proportion(5, 5), new Proportion(0, 0)]));

    [Fact]
    public void BoundsContainTheValueAndCloseInWithMoreImages() =>
        (from n in Gen.Int[1, 200] from successes in Gen.Int[0, n].Array[2, 6] select (n, successes)).Sample(@case =>
        {
            Interval few = BalancedAccuracy.Of([.. @case.successes.Select(k => new Proportion(k, @case.n))]);
            Interval many = BalancedAccuracy.Of([.. @case.successes.Select(k => new Proportion(4 * k, 4 * @case.n))]);

            Assert.InRange(few.Value!.Value, few.Low!.Value - 1e-12, few.High!.Value + 1e-12);
            Assert.InRange(few.Low.Value, 0, 1);
            Assert.InRange(few.High.Value, 0, 1);
            Assert.True(many.High - many.Low <= few.High - few.Low + 1e-12);
        });
}
