using CsCheck;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Figures;

public class PairedComparisonTests
{
    [Fact]
    public void FiveToNoneHasAMidPOf31Thousandths() => Assert.Equal(0.03125, new PairedComparison(5, 0, 100).MidP(), 1e-12);

    /// <summary>
    /// Fagerland, Lydersen and Laake (2014), "Recommended tests and confidence intervals for paired binomial proportions": airway hyper-responsiveness
    /// of 21 children before and after stem cell transplantation, discordant 1 and 7: mid-p 0.039, difference −0.286, Tango −0.517 to −0.026.
    /// </summary>
    [Fact]
    public void AgreesWithThePublishedExampleOfStemCellTransplantation()
    {
        PairedComparison comparison = new(1, 7, 21);
        Interval tango = comparison.Tango();

        Assert.Equal(0.039, comparison.MidP(), 3);
        Assert.Equal(-0.286, tango.Value!.Value, 3);
        Assert.Equal(-0.517, tango.Low!.Value, 3);
        Assert.Equal(-0.026, tango.High!.Value, 3);
    }

    /// <summary>statistics.md: with 10% discordant pairs 1,546 images for δ = 0.02, 248 for 0.05.</summary>
    [Theory]
    [InlineData(0.02, 1546)]
    [InlineData(0.05, 248)]
    public void SaysHowManyImagesWouldDecide(double margin, int images) => Assert.Equal(images, PairedComparison.ImagesNeeded(0.10, margin));

    /// <summary>(c−b)/n − 1.645·sqrt(b+c−(b−c)²/n)/n with c = 60, b = 40, n = 1000, worked out by hand: 0.02 − 1.6449·sqrt(99.6)/1000.</summary>
    [Fact]
    public void TheBoundIsTheNormalApproximationWithManyDiscordantImages() =>
        Assert.Equal(0.0035840, new PairedComparison(60, 40, 1000).LowerBound(25)!.Value, 6);

    /// <summary>The normal approximation has no width without discordant images: five identical images would prove anything.</summary>
    [Fact]
    public void AgreementOnFewImagesProvesLittle()
    {
        Assert.True(new PairedComparison(0, 0, 5).LowerBound(25) < -0.05);
        Assert.True(new PairedComparison(0, 0, 2000).LowerBound(25) > -0.02);
    }

    [Fact]
    public void NoImagesIsUnknown()
    {
        Assert.Equal(Interval.Unknown, new PairedComparison(0, 0, 0).Tango());
        Assert.Null(new PairedComparison(0, 0, 0).LowerBound(25));
        Assert.Equal(1, new PairedComparison(0, 0, 0).MidP());
    }

    [Fact]
    public void MidPAgreesWithTheDefinition() => Discordant(60).Sample(pair =>
    {
        int n = pair.Discordant;
        int m = Math.Min(pair.OnlyNewRight, pair.OnlyOldRight);
        double[] probabilities = new double[n + 1];
        probabilities[0] = Math.Pow(0.5, n);
        for (int k = 1; k <= n; k++)
        {
            probabilities[k] = probabilities[k - 1] * (n - k + 1) / k;
        }

        Assert.Equal((2 * probabilities[..(m + 1)].Sum()) - probabilities[m], pair.MidP(), 1e-10);
    });

    [Fact]
    public void TangosIntervalContainsTheDifferenceAndMirrors() => Discordant(1000).Sample(pair =>
    {
        Interval interval = pair.Tango();
        Interval mirrored = new PairedComparison(pair.OnlyOldRight, pair.OnlyNewRight, pair.Images).Tango();

        Assert.InRange(interval.Value!.Value, interval.Low!.Value - 1e-12, interval.High!.Value + 1e-12);
        Assert.InRange(interval.Low.Value, -1, 1);
        Assert.InRange(interval.High.Value, -1, 1);
        Assert.Equal(interval.Low.Value, -mirrored.High!.Value, 1e-9);
    });

    private static Gen<PairedComparison> Discordant(int most) =>
        from images in Gen.Int[1, most]
        from better in Gen.Int[0, images]
        from worse in Gen.Int[0, images - better]
        select new PairedComparison(better, worse, images);
}
