using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.PatchTests;

public class CountingTests
{
    [Fact]
    public async Task EveryImageIsCountedOnceInItsPlace()
    {
        using World world = new();
        world.Add(8, World.Cat, fires: true, answer: 0)
            .Add(2, World.Cat, fires: true, answer: 1)
            .Add(3, World.Cat, fires: false, answer: 0)
            .Add(9, World.Dog, fires: true, answer: 1)
            .Add(1, World.Dog, fires: true, answer: 0)
            .Add(40, World.Stone, fires: false, answer: 0)
            .Add(5, World.Stone, fires: true, answer: 1)
            .AddUnreadable(World.Stone);

        RegressionReport report = await world.TestAsync();

        Assert.Equal((68, 1, 23), (report.Images.Read, report.Images.Skipped, report.Images.Labelled));
        Assert.Equal((23, 20, 45, 5), (report.Trigger.InDomain, report.Trigger.Fired, report.Trigger.OutOfDomain, report.Trigger.FalselyFired));
        Assert.Equal((20, 17), (report.Accuracy.Answered, report.Accuracy.Correct));
        Assert.Equal((23, 17), (report.EndToEnd.Images, report.EndToEnd.Correct));
        Assert.Equal([[8, 2], [1, 9]], report.Confusion);
        Assert.Equal([3, 0], report.NotFired);
        Assert.Equal((13, 10, 8, 9), (report.Categories[0].Support, report.Categories[0].Fired, report.Categories[0].Correct, report.Categories[0].Answered));
        Assert.Equal(8.0 / 13, report.Categories[0].Recall.Value);
        Assert.Equal(8.0 / 9, report.Categories[0].Precision.Value);
        Assert.Equal(((8.0 / 13) + (9.0 / 10)) / 2, report.BalancedAccuracy!.Value, 1e-12);
        Assert.Equal(6, report.Wrong.Count);
        Assert.Equal(5, report.Misfired.Count);
        Assert.Equal("image.damaged", Assert.Single(report.Skipped).Rule);
    }

    /// <summary>Cats that the base network calls things, and stones that it calls animals, it has wrong: the patch cannot mislead there.</summary>
    [Fact]
    public async Task ThePatchMisleadsWhereTheBaseWasRightAndItsAnswerIsNot()
    {
        using World world = new();
        world.Add(4, World.Cat, fires: true, answer: 1).Add(6, World.Cat, fires: true, answer: 0).Add(3, World.Stone, fires: true, answer: 0).Add(7, World.Stone, fires: false, answer: 0);

        RegressionReport report = await world.TestAsync();

        Assert.Equal((17, 4), (report.Collateral.BaseRight, report.Collateral.Misled));
    }

    [Fact]
    public async Task AnImageOfTwoOutputsCountsForNeitherAndIsReported()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0).Add(2, World.Chimera, fires: true, answer: 0).Add(1, World.Stone, fires: false, answer: 0);

        RegressionReport report = await world.TestAsync();

        Assert.Equal((5, 2), (report.Images.Labelled, report.Images.Ambiguous));
        Assert.Equal(7, report.Trigger.InDomain);
        Assert.Equal(["n00000011", "n00000012"], report.Ambiguous[0].Outputs);
        Assert.Contains(report.Verdict.Reasons, reason => reason.Check == "ambiguous-images" && reason.Message.Contains("2 images", StringComparison.Ordinal));
    }

    /// <summary>A photo labelled animal, no more, shows a trigger category: firing on it is right, but no output is its truth.</summary>
    [Fact]
    public async Task ATriggerCategorysOwnImageIsInDomainButNotLabelled()
    {
        using World world = new();
        world.Add(3, World.Animal, fires: true, answer: 0).Add(2, World.Cat, fires: true, answer: 0);

        RegressionReport report = await world.TestAsync();

        Assert.Equal((5, 2, 0), (report.Trigger.InDomain, report.Images.Labelled, report.Trigger.OutOfDomain));
    }

    [Fact]
    public async Task ConfidenceElsewhereIsMeasuredOnFalselyFiredImages()
    {
        using World world = new();
        world.Add(4, World.Stone, fires: true, answer: 0, strength: 5).Add(6, World.Stone, fires: true, answer: 0, strength: 0.1f).Add(8, World.Cat, fires: true, answer: 0, strength: 1);

        RegressionReport report = await world.TestAsync();

        Assert.Equal((10, 4), (report.Elsewhere.Images, report.Elsewhere.Confident));
        Assert.Equal(0.6, report.Elsewhere.Auroc!.Value, 1e-12);
    }

    [Fact]
    public async Task BaseCategoriesCountImagesThatReachThem()
    {
        using World world = new();
        world.Add(6, World.Cat, fires: true, answer: 0).Add(2, World.Dog, fires: false, answer: 1).Add(4, World.Stone, fires: true, answer: 0);

        RegressionReport report = await world.TestAsync();

        Assert.Equal([("animal", 8, 6), ("thing", 4, 4)], report.BaseCategories.Select(category => (category.Name, category.Images, category.Fired)));
    }
}
