using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Simulations;

/// <summary>The stated error rates, by drawing many worlds whose truth is known. Seeded; the margins are four standard errors of so many draws.</summary>
public class ErrorRateTests
{
    private const int Worlds = 4000;

    /// <summary>95% intervals hold the truth in 95% of the worlds; Clopper and Pearson's in no fewer.</summary>
    [Theory]
    [InlineData(0.5, 40)]
    [InlineData(0.85, 120)]
    [InlineData(0.97, 500)]
    public void IntervalsCoverTheTruth(double truth, int images)
    {
        Random random = new(1);
        (int wilson, int exact) = (0, 0);
        for (int world = 0; world < Worlds; world++)
        {
            Proportion drawn = new(Binomial(random, images, truth), images);
            Interval interval = drawn.Wilson();
            (double low, double high) = drawn.ClopperPearson(0.05);
            wilson += interval.Low <= truth && truth <= interval.High ? 1 : 0;
            exact += low <= truth && truth <= high ? 1 : 0;
        }

        Assert.InRange(wilson / (double)Worlds, 0.93, 0.97);
        Assert.InRange(exact / (double)Worlds, 0.936, 1);
    }

    /// <summary>U and L of balanced accuracy are one-sided 95%: each lies on the wrong side of the truth in about 5% of the worlds, so a sound patch fails no oftener.</summary>
    [Theory]
    [InlineData(60, 0.9, 0.7)]
    [InlineData(60, 0.98, 0.95)]
    [InlineData(200, 0.6, 0.75)]
    public void BoundsOfBalancedAccuracyErrInOneOfTwenty(int images, double first, double second)
    {
        Random random = new(2);
        double truth = (first + second) / 2;
        (int tooHigh, int tooLow) = (0, 0);
        for (int world = 0; world < Worlds; world++)
        {
            Interval bounds = BalancedAccuracy.Of([new Proportion(Binomial(random, images, first), images), new Proportion(Binomial(random, images, second), images)]);
            tooHigh += bounds.Low > truth ? 1 : 0;
            tooLow += bounds.High < truth ? 1 : 0;
        }

        Assert.InRange(tooHigh / (double)Worlds, 0, 0.075);
        Assert.InRange(tooLow / (double)Worlds, 0, 0.085);
    }

    /// <summary>
    /// statistics.md: with the images that <see cref="PairedComparison.ImagesNeeded"/> asks for, an equally good version is shown non-inferior in 80% of the worlds,
    /// and one that is worse by the whole margin in no more than 5%.
    /// </summary>
    [Theory]
    [InlineData(0.02, 1546)]
    [InlineData(0.05, 248)]
    public void AnEqualVersionPassesAndARegressedOneDoesNot(double margin, int images)
    {
        Random random = new(3);
        int passed = 0;
        int regressedPassed = 0;
        for (int world = 0; world < Worlds; world++)
        {
            passed += Pair(random, images, 0.05, 0.05).LowerBound(25) > -margin ? 1 : 0;
            regressedPassed += Pair(random, images, 0.05 - (margin / 2), 0.05 + (margin / 2)).LowerBound(25) > -margin ? 1 : 0;
        }

        Assert.InRange(passed / (double)Worlds, 0.76, 0.86);
        Assert.InRange(regressedPassed / (double)Worlds, 0, 0.066);
    }

    [Fact]
    public void TangosIntervalCoversTheDifferenceWithFewImages()
    {
        Random random = new(4);
        int covered = 0;
        for (int world = 0; world < 1000; world++)
        {
            Interval interval = Pair(random, 40, 0.15, 0.05).Tango();
            covered += interval.Low <= 0.10 && 0.10 <= interval.High ? 1 : 0;
        }

        Assert.InRange(covered / 1000.0, 0.92, 0.98);
    }

    /// <summary>Without a difference mid-p falls below 5% in about 5% of the worlds.</summary>
    [Fact]
    public void McNemarsMidPErrsInOneOfTwenty()
    {
        Random random = new(5);
        int rejected = 0;
        for (int world = 0; world < Worlds; world++)
        {
            rejected += Pair(random, 300, 0.08, 0.08).MidP() < 0.05 ? 1 : 0;
        }

        Assert.InRange(rejected / (double)Worlds, 0.025, 0.064);
    }

    /// <summary>Twenty slices without a difference: at least one is noted in no more than 5% of the worlds.</summary>
    [Fact]
    public void TwentySlicesTogetherErrInOneOfTwenty()
    {
        Random random = new(6);
        int noted = 0;
        for (int world = 0; world < 600; world++)
        {
            Proportion[] slices = [.. Enumerable.Range(0, 20).Select(_ => new Proportion(Binomial(random, 20, 0.8), 20))];
            int right = slices.Sum(slice => slice.Successes);
            double[] p = Holm.Adjust([.. slices.Select(slice => FisherExact.Lower(slice, new Proportion(right - slice.Successes, 380)))]);
            noted += p.Any(value => value < 0.05) ? 1 : 0;
        }

        Assert.InRange(noted / 600.0, 0, 0.086);
    }

    private static PairedComparison Pair(Random random, int images, double better, double worse)
    {
        (int won, int lost) = (0, 0);
        for (int i = 0; i < images; i++)
        {
            double draw = random.NextDouble();
            won += draw < better ? 1 : 0;
            lost += draw >= better && draw < better + worse ? 1 : 0;
        }

        return new PairedComparison(won, lost, images);
    }

    private static int Binomial(Random random, int trials, double p)
    {
        int successes = 0;
        for (int i = 0; i < trials; i++)
        {
            successes += random.NextDouble() < p ? 1 : 0;
        }

        return successes;
    }
}
