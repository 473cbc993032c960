using CsCheck;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Regression.Graphs;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Tests.PatchTests;

namespace NeuralMarket.Regression.Tests.Graphs;

public class PatchGraphTests
{
    [Fact]
    public void TheHighestVersionInTheRangeIsTheParent()
    {
        PatchGraph graph = new([Node("animals", "1.0.0"), Node("animals", "1.4.0"), Node("animals", "2.0.0"), Node("cats", "1.0.0", "animals", "^1.0.0")]);

        PatchChain chain = graph.ChainOf(Node("cats", "1.0.0", "animals", "^1.0.0"));

        Assert.Equal(["cats 1.0.0", "animals 1.4.0"], chain.Patches.Select(node => node.ToString()));
        Assert.Equal(ChainProblem.None, chain.Problem);
    }

    [Fact]
    public void CyclesMissingParentsAndDeepChainsAreRefused()
    {
        PatchNode[] deep = [Node("p1", "1.0.0"), .. Enumerable.Range(2, 4).Select(i => Node($"p{i}", "1.0.0", $"p{i - 1}", "^1.0.0"))];
        PatchGraph graph = new([.. deep, Node("a", "1.0.0", "b", "^1.0.0"), Node("b", "1.0.0", "a", "^1.0.0")]);

        Assert.Equal(ChainProblem.None, graph.ChainOf(deep[3]).Problem);
        Assert.Equal(ChainProblem.TooDeep, graph.ChainOf(deep[4]).Problem);
        Assert.Equal(ChainProblem.Cycle, graph.ChainOf(Node("a", "1.0.0", "b", "^1.0.0")).Problem);
        Assert.Equal(ChainProblem.ParentMissing, graph.ChainOf(Node("c", "1.0.0", "p1", "^2.0.0")).Problem);
    }

    [Fact]
    public void DependentsAreThoseThatTheNewVersionReaches()
    {
        PatchNode updated = Node("animals", "1.1.0");
        PatchGraph graph = new(
        [
            Node("animals", "1.0.0"),
            updated,
            Node("cats", "1.0.0", "animals", "^1.0.0"),
            Node("dogs", "1.0.0", "animals", "1.0.0"),
            Node("breeds", "2.0.0", "cats", "^1.0.0"),
        ]);

        Assert.Equal(["cats 1.0.0", "breeds 2.0.0"], graph.DependentsOf(updated).Select(node => node.ToString()));
        Assert.Equal("animals 1.0.0\n  dogs 1.0.0\nanimals 1.1.0\n  cats 1.0.0\n    breeds 2.0.0", graph.Describe());
    }

    /// <summary>Whatever refers to whatever, every question ends, and a chain without a problem leads to the base network.</summary>
    [Fact]
    public void EveryGraphHasAnAnswer() => Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).List[0, 12].Sample(pairs =>
    {
        PatchNode[] nodes = [.. pairs.Select((pair, i) => pair.Item2 == 0 ? Node($"p{pair.Item1}", $"1.{i}.0") : Node($"p{pair.Item1}", $"1.{i}.0", $"p{pair.Item2}", "^1.0.0"))];
        PatchGraph graph = new(nodes);
        foreach (PatchNode node in nodes)
        {
            PatchChain chain = graph.ChainOf(node);
            Assert.InRange(chain.Patches.Count, 1, PatchGraph.MostPatches);
            Assert.True(chain.Problem != ChainProblem.None || chain.Patches[^1].On is null);
            _ = graph.DependentsOf(node);
        }

        _ = graph.Describe();
    });

    [Fact]
    public async Task AChainOfFivePatchesIsRefusedByTheTest()
    {
        using World world = new();
        world.Add(5, World.Cat, fires: true, answer: 0);
        PatchPackage[] parents = [world.Patch(id: "p1"), .. Enumerable.Range(2, 3).Select(i => world.Patch(id: $"p{i}", trigger: On($"p{i - 1}"), categories: Inner()))];

        Reading<Regression.Reports.RegressionReport> reading = await world.RunAsync(world.Patch(id: "p5", trigger: On("p4"), categories: Inner()), null, null, parents);

        Assert.Equal(PatchTestRules.ParentDepth, Assert.Single(reading.Findings).Rule);
    }

    /// <summary>The child wakes on the parent's answer cat. A parent that calls half of the cats dogs routes too few; one that drops cat routes none.</summary>
    [Fact]
    public async Task AParentThatRoutesFewerPhotosSendsItsChildrenBackToReview()
    {
        using World world = new();
        world.Add(50, World.Tabby, true, 0).Add(50, World.Tabby, true, 2).Add(60, World.Dog, true, 1);
        PatchPackage child = world.Patch(id: "breeds", trigger: On("cat-or-dog"), categories: [new Category(World.Cat, 0, "cat"), new Category(World.Tabby, 1, "tabby"), new Category(new Tag(112), 2, "siamese")]);
        PatchPackage old = world.Patch("1.0.0", weight: [1, 0, 1, 0, 1, 0]);
        PatchPackage worse = world.Patch("1.1.0", weight: [1, 0, 0, 0, 1, 1]);
        PatchPackage without = world.Patch("1.2.0", categories: [new Category(World.Animal, 0, "animal"), new Category(World.Stone, 1, "stone"), new Category(World.Dog, 2, "dog")]);

        ParentUpdateResult same = (await world.WithRequestAsync(child, request => ParentUpdate.Examine(request, old, world.Patch("1.0.1", weight: [1, 0, 1, 0, 1, 0]), TestContext.Current.CancellationToken))).Value!;
        ParentUpdateResult fewer = (await world.WithRequestAsync(child, request => ParentUpdate.Examine(request, old, worse, TestContext.Current.CancellationToken))).Value!;
        ParentUpdateResult none = (await world.WithRequestAsync(child, request => ParentUpdate.Examine(request, old, without, TestContext.Current.CancellationToken))).Value!;

        Assert.False(same.ReviewAgain, same.Reason);
        Assert.True(fewer.ReviewAgain);
        Assert.Equal(-0.5, fewer.Routing.Value);
        Assert.True(none.ReviewAgain);
        Assert.Equal([World.Cat.ToString()], none.LostCategories);
    }

    private static Category[] Inner() => [new(World.Cat, 1, "cat"), new(World.Dog, 2, "dog")];

    private static Trigger On(string patch) => new(1, 0, new ParentReference(patch, Range("^1.0.0")));

    private static VersionRange Range(string text)
    {
        Assert.True(VersionRange.TryParse(text, out VersionRange? range));
        return range!;
    }

    private static PatchNode Node(string id, string version, string? parent = null, string? range = null)
    {
        Assert.True(SemanticVersion.TryParse(version, out SemanticVersion? parsed));
        return new PatchNode(id, parsed!, parent is null ? null : new ParentReference(parent, Range(range!)));
    }
}
