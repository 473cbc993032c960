using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.PatchTests;

public class LineageTests
{
    /// <summary>The child wakes on the parent's answer cat; the parent must itself have fired.</summary>
    [Fact]
    public async Task AChildFiresOnlyWhereItsParentFiredAndAnsweredItsCategory()
    {
        using World world = new();
        world.Add(10, World.Cat, fires: true, answer: 0).Add(4, World.Cat, fires: false, answer: 0).Add(6, World.Dog, fires: true, answer: 1);

        RegressionReport report = await world.TestAsync(Child(world, "^1.0.0"), parents: world.Patch("1.2.0"));

        Assert.Equal(10, report.Trigger.Fired + report.Trigger.FalselyFired);
        Assert.Equal(14, report.Trigger.InDomain);
    }

    [Fact]
    public async Task TheHighestVersionThatTheRangeAcceptsIsTaken()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0);
        float[] contrary = [-1, 0, 0, 0, 1, 0];

        RegressionReport report = await world.TestAsync(
            Child(world, "^1.0.0"), null, null, world.Patch("1.0.0"), world.Patch("1.3.0", weight: contrary), world.Patch("2.0.0"));

        Assert.Equal(0, report.Trigger.Fired);
    }

    [Fact]
    public async Task AMissingParentIsAFindingThatNamesIt()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0);

        Reading<RegressionReport> reading = await world.RunAsync(Child(world, "^2.0.0"), null, null, [world.Patch("1.0.0")]);

        Finding finding = Assert.Single(reading.Findings);
        Assert.Equal(PatchTestRules.ParentMissing, finding.Rule);
        Assert.Contains("^2.0.0", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParentsThatTriggerEachOtherAreAFinding()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0);
        PatchPackage loop = world.Patch(trigger: On("cat-breeds", "^1.0.0"));

        Reading<RegressionReport> reading = await world.RunAsync(Child(world, "^1.0.0"), null, null, [loop, Child(world, "^1.0.0")]);

        Assert.Equal(PatchTestRules.ParentCycle, Assert.Single(reading.Findings).Rule);
    }

    [Fact]
    public async Task AnotherBaseNetworkIsAFinding()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0);
        PatchPackage patch = world.Patch();
        PatchPackage foreign = patch with { Manifest = patch.Manifest with { Base = patch.Manifest.Base with { Sha256 = new string('d', 64) } } };

        Assert.Equal(PatchTestRules.Base, Assert.Single((await world.RunAsync(foreign)).Findings).Rule);
        Assert.Equal(PatchTestRules.Against, Assert.Single((await world.RunAsync(patch, foreign)).Findings).Rule);
    }

    [Fact]
    public async Task APatchThatNothingCanWakeIsAFinding()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0);
        PatchPackage asleep = world.Patch(categories: [new Category(World.Cat, 1, "cat"), new Category(World.Dog, 2, "dog")]);

        Assert.Equal(PatchTestRules.TriggerOverlap, Assert.Single((await world.RunAsync(asleep)).Findings).Rule);
    }

    [Fact]
    public async Task ImagesThatTheStoreLacksAreAFinding()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0).AddUnseen(World.Cat);

        Assert.Equal(PatchTestRules.FeaturesMissing, Assert.Single((await world.RunAsync()).Findings).Rule);
    }

    private static Trigger On(string patch, string range)
    {
        Assert.True(VersionRange.TryParse(range, out VersionRange? versions));
        return new Trigger(1, 0, new ParentReference(patch, versions!));
    }

    private static PatchPackage Child(World world, string range) => world.Patch(
        trigger: On("cat-or-dog", range),
        id: "cat-breeds",
        categories: [new Category(World.Cat, 0, "cat"), new Category(new Tag(111), 1, "tabby"), new Category(new Tag(112), 2, "siamese")]);
}
