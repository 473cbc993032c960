using NeuralMarket.Format.Packages;
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
            Assert.Equal(2, yields);
            Assert.NotNull(kept.Values.Single(result => result.Name == "foreign").Problem);
            Assert.NotNull(kept.Values.Single(result => result.Name == "fine").Report);
            return 0;
        });
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
