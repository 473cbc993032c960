using CsCheck;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Figures;

public class ProportionTests
{
    /// <summary>Newcombe (1998), "Two-sided confidence intervals for the single proportion", Table I, method 3 (score).</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void WilsonAgreesWithNewcombesTable(int successes, int trials, double low, double high)
    {
        Interval interval = new Proportion(successes, trials).Wilson();

        Assert.Equal(low, interval.Low!.Value, 4);
        Assert.Equal(high, interval.High!.Value, 4);
    }

    /// <summary>The same table, method 5 (Clopper-Pearson).</summary>
    [Theory]
    [InlineData(81, 263, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0578, 0.1617)]
    [InlineData(0, 20, 0.0000, 0.1684)]
    [InlineData(1, 29, 0.0009, 0.1776)]
    public void ClopperPearsonAgreesWithNewcombesTable(int successes, int trials, double low, double high)
    {
        (double actualLow, double actualHigh) = new Proportion(successes, trials).ClopperPearson(0.05);

        Assert.Equal(low, actualLow, 4);
        Assert.Equal(high, actualHigh, 4);
    }

    /// <summary>statistics.md: 59, 149, 299 images without a failure bound a rate below 5%, 2%, 1%; one image fewer does not.</summary>
    [Theory]
    [InlineData(59, 0.05)]
    [InlineData(149, 0.02)]
    [InlineData(299, 0.01)]
    public void ImagesWithoutAFailureBoundTheRate(int images, double rate)
    {
        Assert.True(new Proportion(0, images).UpperBound() < rate);
        Assert.False(new Proportion(0, images - 1).UpperBound() < rate);
        Assert.Equal(1 - new Proportion(0, images).UpperBound(), new Proportion(images, images).LowerBound(), 1e-12);
    }

    [Fact]
    public void NothingCountedIsUnknownAndBoundsNothing()
    {
        Proportion nothing = new(0, 0);

        Assert.Equal(Interval.Unknown, nothing.Wilson());
        Assert.Equal((0.0, 1.0), (nothing.LowerBound(), nothing.UpperBound()));
        Assert.Equal((0.0, 1.0), nothing.Wilson(Normal.TwoSided95));
    }

    [Fact]
    public void EveryIntervalContainsTheEstimateAndLiesBetweenZeroAndOne() => Counts.Sample(count =>
    {
        double value = count.Value!.Value;
        foreach ((double low, double high) in new[] { count.Wilson(Normal.TwoSided95), count.ClopperPearson(0.05), (count.LowerBound(), count.UpperBound()) })
        {
            Assert.InRange(value, low, high);
            Assert.InRange(low, 0, 1);
            Assert.InRange(high, 0, 1);
        }
    });

    [Fact]
    public void OneMoreSuccessRaisesBothBounds() => Counts.Where(count => count.Successes < count.Trials).Sample(count =>
    {
        Proportion more = count with { Successes = count.Successes + 1 };

        // At the very ends Wilson's bound gives way to the exact one, which may lie on the other side of it.
        Assert.True(more.Wilson(Normal.TwoSided95).Low > count.Wilson(Normal.TwoSided95).Low);
        Assert.True(more.ClopperPearson(0.05).Low > count.ClopperPearson(0.05).Low);
        Assert.True(more.ClopperPearson(0.05).High > count.ClopperPearson(0.05).High || count.Successes + 1 == count.Trials);
    });

    [Fact]
    public void SuccessesAndFailuresMirrorEachOther() => Counts.Sample(count =>
    {
        Proportion mirrored = new(count.Trials - count.Successes, count.Trials);

        Assert.Equal(count.UpperBound(), 1 - mirrored.LowerBound(), 1e-9);
        Assert.Equal(count.ClopperPearson(0.05).Low, 1 - mirrored.ClopperPearson(0.05).High, 1e-9);
    });

    private static Gen<Proportion> Counts { get; } =
        from trials in Gen.Int[1, 3000]
        from successes in Gen.Int[0, trials]
        select new Proportion(successes, trials);
}
