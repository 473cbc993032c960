using System.Text;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Retests;
using NeuralMarket.Regression.Tests.PatchTests;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Graphs;

public class CatalogueRetestTests
{
    [Fact]
    public async Task ARunThatIsStoppedGoesOnWhereItWas()
    {
        using World world = Good();
        PatchPackage[] patches = [world.Patch(id: "one"), world.Patch(id: "two", weight: [0, 0, 0, 0, 0, 0]), world.Patch(id: "three")];
        await world.WithRequestAsync(patches[0], async request =>
        {
            RetestItem[] items = [.. patches.Select((patch, i) => new RetestItem(patch.Manifest.Id, request with { Package = patch, PackageSha256 = new string((char)('1' + i), 64) }))];
            Dictionary<string, RetestResult> kept = [];
            using CancellationTokenSource stop = new();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CatalogueRetest.RunAsync(items, new HashSet<string>(), Keep(kept, () => stop.Cancel()), null, null, stop.Token));
            Assert.Single(kept);

            List<RetestProgress> told = [];
            RetestProgress end = await CatalogueRetest.RunAsync(items, kept.Keys.ToHashSet(), Keep(kept, () => { }), null, new Listener(told), TestContext.Current.CancellationToken);

            Assert.Equal(new RetestProgress(3, 3, 1), end);
            Assert.Equal([1, 2, 3], told.Select(progress => progress.Done));
            Assert.True(kept.Values.Single(result => result.Name == "two").NowFails);
            Assert.Equal(Outcome.Pass, kept.Values.Single(result => result.Name == "three").Report!.Verdict.Decision);
            return 0;
        });
    }

    [Fact]
    public async Task APatchThatCannotBeTestedStopsNoOther()
    {
        using World world = Good();
        PatchPackage foreign = world.Patch(id: "foreign");
        foreign = foreign with { Manifest = foreign.Manifest with { Base = foreign.Manifest.Base with { Sha256 = new string('d', 64) } } };
        await world.WithRequestAsync(foreign, async request =>
        {
            Dictionary<string, RetestResult> kept = [];
            RetestItem[] items = [new("foreign", request), new("fine", request with { Package = world.Patch(id: "fine"), PackageSha256 = new string('9', 64) })];
            int yields = 0;

            RetestProgress end = await CatalogueRetest.RunAsync(
                items, new HashSet<string>(), Keep(kept, () => { }), _ => Task.FromResult(yields++), null, TestContext.Current.CancellationToken);

            Assert.Equal(new RetestProgress(2, 2, 0), end);
            Assert.InRange(yields, 2, 3);
            Assert.NotNull(kept.Values.Single(result => result.Name == "foreign").Problem);
            Assert.NotNull(kept.Values.Single(result => result.Name == "fine").Report);
            return 0;
        });
    }

    /// <summary>One product for all patches says of each what testing it alone says: with parents, with another version to compare with, and in groups of any size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(2_000_000)]
    public async Task TogetherEveryPatchGetsTheReportThatItGetsAlone(int observationsAtOnce)
    {
        using World world = Good();
        PatchPackage parent = world.Patch(id: "parent", weight: [2, 0, 0, 0, 2, 0]);
        PatchPackage child = world.Patch(id: "child", trigger: OnParent(), categories:
            [new Category(World.Cat, 0, "cat"), new Category(World.Tabby, 1, "tabby"), new Category(World.Dog, 2, "dog")]);
        PatchPackage[] patches = [world.Patch(id: "one"), world.Patch("1.1.0", id: "two", weight: [1, 0, 0, 0, 3, 0]), world.Patch(id: "swapped", weight: [0, 1, 0, 1, 0, 0]), child];
        await world.WithRequestAsync(patches[0], async request =>
        {
            RetestItem[] items =
            [
                .. patches.Select((patch, i) => new RetestItem(patch.Manifest.Id, request with
                {
                    Package = patch,
                    PackageSha256 = new string((char)('1' + i), 64),
                    Parents = [parent],
                    Against = i == 1 ? patches[0] : null,
                })),
            ];
            Dictionary<string, RetestResult> kept = [];

            await CatalogueRetest.RunAsync(
                items, new HashSet<string>(), Keep(kept, () => { }), null, null, new RetestOptions { ObservationsAtOnce = observationsAtOnce }, TestContext.Current.CancellationToken);

            Assert.Equal(4, kept.Count);
            foreach (RetestItem item in items)
            {
                RegressionReport alone = PatchTest.Run(item.Request, TestContext.Current.CancellationToken).Value!;
                Assert.Equal(Encoding.UTF8.GetString(ReportJson.Write(alone)), Encoding.UTF8.GetString(ReportJson.Write(kept[CatalogueRetest.KeyOf(item.Request)].Report!)));
            }

            return 0;
        });
    }

    /// <summary>When only answers are tested again, the figures are the same, and the checks of the layer itself are not among the reasons.</summary>
    [Fact]
    public async Task AnswersAloneHaveTheSameFiguresAndFewerChecks()
    {
        using World world = Good();
        await world.WithRequestAsync(world.Patch(), async request =>
        {
            Dictionary<string, RetestResult> kept = [];
            await CatalogueRetest.RunAsync(
                [new("one", request)], new HashSet<string>(), Keep(kept, () => { }), null, null, new RetestOptions { Depth = RetestDepth.Answers }, TestContext.Current.CancellationToken);

            RetestResult result = Assert.Single(kept.Values);
            RegressionReport alone = PatchTest.Run(request, TestContext.Current.CancellationToken).Value!;
            Assert.NotEqual(CatalogueRetest.KeyOf(request), result.Key);
            Assert.Equal(alone.Trigger, result.Report!.Trigger);
            Assert.Equal(alone.Accuracy, result.Report.Accuracy);
            Assert.Equal(alone.BalancedAccuracyBounds, result.Report.BalancedAccuracyBounds);
            Assert.Equal(alone.Categories, result.Report.Categories);
            Assert.Equal(alone.Confusion, result.Report.Confusion);
            string[] left = [.. alone.Verdict.Reasons.Select(reason => reason.Check).Except(result.Report.Verdict.Reasons.Select(reason => reason.Check)).Order()];
            Assert.Equal(["backdoor", "base-rows", "calibration", "copies", "degenerate-layer", "linear-probe", "numerics", "robustness", "similarity"], left);
            Assert.Equal(Outcome.Pass, result.Report.Verdict.Decision);
            return 0;
        });
    }

    private static Trigger OnParent()
    {
        Assert.True(VersionRange.TryParse("^1.0.0", out VersionRange? versions));
        return new Trigger(1, 0, new ParentReference("parent", versions!));
    }

    private static World Good()
    {
        World world = new();
        return world.Add(57, World.Cat, true, 0).Add(3, World.Cat, true, 1).Add(57, World.Dog, true, 1).Add(3, World.Dog, true, 0).Add(200, World.Stone, false, 0);
    }

    private static Func<RetestResult, CancellationToken, Task> Keep(Dictionary<string, RetestResult> kept, Action then) => (result, _) =>
    {
        kept.Add(result.Key, result);
        then();
        return Task.CompletedTask;
    };

    private sealed class Listener(List<RetestProgress> told) : IProgress<RetestProgress>
    {
        public void Report(RetestProgress value) => told.Add(value);
    }
}
