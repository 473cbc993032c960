using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.PatchTests;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Checks;

public class SlicesAndPowerTests
{
    /// <summary>Tabby and siamese are cats; the patch gets tabbies wrong half of the time.</summary>
    [Fact]
    public async Task AWeakKindWithinAnOutputIsNoted()
    {
        using World world = new();
        world.Add(20, World.Tabby, true, 0).Add(20, World.Tabby, true, 1).Add(60, World.Cat, true, 0).Add(60, World.Dog, true, 1).Add(100, World.Stone, false, 0);

        RegressionReport report = await world.TestAsync();

        VerdictReason reason = LayerWorld.Reason(report, "slices");
        Assert.Equal((Outcome.Attention, CheckMode.Shadow), (reason.Outcome, reason.Mode));
        Assert.Contains("tabby (20 of 40 right)", reason.Message, StringComparison.Ordinal);
        Assert.Equal(2, report.Slices.Count);
    }

    [Fact]
    public async Task KindsThatDifferByChanceAreNotNoted()
    {
        using World world = new();
        world.Add(36, World.Tabby, true, 0).Add(4, World.Tabby, true, 1).Add(56, World.Cat, true, 0).Add(4, World.Cat, true, 1).Add(60, World.Dog, true, 1).Add(100, World.Stone, false, 0);

        Assert.Equal(Outcome.Pass, LayerWorld.Reason(await world.TestAsync(), "slices").Outcome);
    }

    /// <summary>statistics.md: with 10% discordant pairs 248 images for δ = 0.05: 120 are 128 too few.</summary>
    [Fact]
    public async Task ItSaysHowManyMoreImagesWouldDecide()
    {
        using World world = new(features: 4);
        world.Add(48, World.Cat, true, 0).Add(6, World.Cat, true, 2).Add(6, World.Cat, true, 3).Add(60, World.Dog, true, 1).Add(100, World.Stone, false, 0);

        RegressionReport report = await world.TestAsync(world.Patch("1.1.0", weight: [1, 0, 1, 0, 0, 1, 0, 1]), world.Patch("1.0.0", weight: [1, 0, 0, 1, 0, 1, 1, 0]));

        Assert.Equal(128, report.Power!.MoreForComparison);
        Assert.InRange(report.Power.ComparisonPower!.Value, 0.4, 0.7);
        Assert.Contains("128 more images", LayerWorld.Reason(report, "power").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APatchThatStaysAsItIsNeedsFourTimesTheImagesForHalfTheWidth()
    {
        RegressionReport report = Tests.Reports.SampleReport.Create();
        PowerFigures figures = PowerFigures.Of(report with { BalancedAccuracyBounds = new Interval(0.75, 0.65, 0.85) }, VerdictOptions.Default);

        Assert.Equal(360, figures.MoreForAccuracy);
        Assert.Equal(0, PowerFigures.Of(report with { BalancedAccuracyBounds = new Interval(0.9, 0.8, 1) }, VerdictOptions.Default).MoreForAccuracy);
        Assert.Null(PowerFigures.Of(report with { BalancedAccuracyBounds = new Interval(0.69, 0.6, 0.8) }, VerdictOptions.Default).MoreForAccuracy);
    }
}
