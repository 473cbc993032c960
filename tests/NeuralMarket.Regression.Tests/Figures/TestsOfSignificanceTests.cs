using CsCheck;
using NeuralMarket.Regression.Figures;

namespace NeuralMarket.Regression.Tests.Figures;

/// <summary>Values computed with SciPy 1.10.1 where a comment does not say otherwise.</summary>
public class TestsOfSignificanceTests
{
    /// <summary><c>scipy.stats.fisher_exact(…, alternative="less")</c>.</summary>
    [Theory]
    [InlineData(3, 20, 30, 60, 0.004980615616378876)]
    [InlineData(0, 10, 12, 40, 0.04602034214577739)]
    [InlineData(50, 100, 70, 100, 0.002968670583007768)]
    [InlineData(8, 12, 300, 330, 0.022783190512078253)]
    public void FishersTestAgreesWithSciPy(int right, int of, int others, int ofOthers, double p) =>
        Assert.Equal(p, FisherExact.Lower(new Proportion(right, of), new Proportion(others, ofOthers)), 1e-10);

    /// <summary><c>scipy.stats.norm.cdf</c>.</summary>
    [Theory]
    [InlineData(-8, 6.22096057427174e-16)]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(-1, 0.15865525393145707)]
    [InlineData(0.3, 0.6179114221889526)]
    [InlineData(1.96, 0.9750021048517795)]
    [InlineData(6, 0.9999999990134123)]
    public void TheNormalDistributionAgreesWithSciPy(double z, double p) => Assert.Equal(1, Normal.Cumulative(z) / p, 1e-12);

    [Fact]
    public void QuantilesUndoTheNormalDistribution()
    {
        Assert.Equal(0.975, Normal.Cumulative(Normal.TwoSided95), 1e-14);
        Assert.Equal(0.95, Normal.Cumulative(Normal.OneSided95), 1e-14);
        Assert.Equal(0.80, Normal.Cumulative(Normal.Power80), 1e-14);
    }

    /// <summary><c>scipy.stats.binomtest(k, n).proportion_ci(0.95, "exact" | "wilson")</c>.</summary>
    [Theory]
    [InlineData(230, 240, 0.9247102954703349, 0.9798412013213943, 0.9250129960961526, 0.9772125772907518)]
    [InlineData(3, 40, 0.015742179851041527, 0.20386474873289898, 0.025836025774588198, 0.19864233524310543)]
    [InlineData(999, 1000, 0.9944410757201502, 0.9999746825125083, 0.9943574414020421, 0.9998234536293739)]
    public void IntervalsAgreeWithSciPy(int successes, int trials, double exactLow, double exactHigh, double wilsonLow, double wilsonHigh)
    {
        Proportion proportion = new(successes, trials);

        Assert.Equal(exactLow, proportion.ClopperPearson(0.05).Low, 1e-10);
        Assert.Equal(exactHigh, proportion.ClopperPearson(0.05).High, 1e-10);
        Assert.Equal(wilsonLow, proportion.Wilson().Low!.Value, 1e-10);
        Assert.Equal(wilsonHigh, proportion.Wilson().High!.Value, 1e-10);
    }

    /// <summary>2·binom.cdf(m, n, ½) − binom.pmf(m, n, ½).</summary>
    [Theory]
    [InlineData(6, 14, 0.07835388183593747)]
    [InlineData(7, 22, 0.005222879350185388)]
    public void MidPAgreesWithSciPy(int few, int many, double p) => Assert.Equal(p, new PairedComparison(many, few, 100).MidP(), 1e-12);

    /// <summary>The worked example of R's <c>p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")</c>.</summary>
    [Fact]
    public void HolmAgreesWithR()
    {
        double[] expected = [0.03, 0.06, 0.06, 0.02];
        Assert.All(Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.Empty(Holm.Adjust([]));
    }

    [Fact]
    public void HolmNeverLowersAPValueAndKeepsTheirOrder() => Gen.Double[0, 1].Array[1, 20].Sample(values =>
    {
        double[] adjusted = Holm.Adjust(values);

        Assert.All(values.Zip(adjusted), pair => Assert.InRange(pair.Second, pair.First, 1));
        Assert.Equal(adjusted.Order(), values.Zip(adjusted).OrderBy(pair => pair.First).Select(pair => pair.Second));
    });

    /// <summary><c>scipy.optimize.minimize_scalar</c> of the same likelihood in 1/T.</summary>
    [Fact]
    public void TheTemperatureAgreesWithSciPy()
    {
        double[][] logits = [[3, 0, 0], [0.5, 2.5, 0], [0, 0, 4], [2, 1.5, 0], [0, 3, 1], [1, 0, 2]];

        TemperatureFit fit = TemperatureFit.Of(logits, [0, 1, 2, 1, 1, 0])!.Value;

        Assert.Equal(0.8787331327915563, fit.Temperature, 1e-6);
        Assert.Equal(0.4933403761219046, fit.LossBefore, 1e-12);
        Assert.Equal(0.4888142152365506, fit.LossAfter, 1e-12);
    }

    /// <summary>Answers drawn from the probabilities themselves need no temperature; the same with logits twice as large need one of 2.</summary>
    [Fact]
    public void TheTemperatureOfAnHonestPatchIsOne()
    {
        Random random = new(11);
        double[][] logits = [.. Enumerable.Range(0, 4000).Select(_ => (double[])[3 * random.NextDouble(), 3 * random.NextDouble(), 0])];
        int[] truths = [.. logits.Select(row => Draw(TemperatureFit.Apply(row, 1), random))];

        Assert.Equal(1, TemperatureFit.Of(logits, truths)!.Value.Temperature, 0.1);
        Assert.Equal(2, TemperatureFit.Of([.. logits.Select(row => (double[])[.. row.Select(value => 2 * value)])], truths)!.Value.Temperature, 0.2);
        Assert.Null(TemperatureFit.Of([], []));
    }

    [Fact]
    public void TheProbeLearnsWhatOneLayerCanAndNothingFromNoise()
    {
        Random random = new(4);
        int[] truths = [.. Enumerable.Range(0, 240).Select(i => i % 3)];
        float[][] separable = [.. truths.Select(truth => (float[])[.. Enumerable.Range(0, 20).Select(f => (float)((f == truth ? 2.5 : 0) + (0.5 * random.NextDouble())))])];
        float[][] noise = [.. truths.Select(_ => (float[])[.. Enumerable.Range(0, 20).Select(_ => random.NextSingle())])];

        Assert.All(LinearProbe.CrossValidate(separable, truths, 3, 1e-3, TestContext.Current.CancellationToken), Assert.True);
        Assert.InRange(LinearProbe.CrossValidate(noise, truths, 3, 1e-3, TestContext.Current.CancellationToken).Count(right => right), 50, 115);
    }

    private static int Draw(double[] probabilities, Random random)
    {
        double left = random.NextDouble();
        for (int k = 0; k < probabilities.Length - 1; k++)
        {
            left -= probabilities[k];
            if (left < 0)
            {
                return k;
            }
        }

        return probabilities.Length - 1;
    }
}
