using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.Layers;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Demo;

/// <summary>The demo world's versions, copies and siblings, each with the right verdict for the right reasons.</summary>
public sealed class DemoWorldTests(DemoWorldFixture demo) : IClassFixture<DemoWorldFixture>
{
    [Fact]
    public void TheBetterVersionPassesEverything()
    {
        Skip();
        RegressionReport report = demo.Test(DemoWorldFixture.Boat("1.1.0"), DemoWorldFixture.Boat("1.0.0"), Published("1.0.0", sameAuthor: true));

        Assert.Equal(Outcome.Pass, report.Verdict.Decision);
        Assert.Empty(Objections(report));
        Assert.Equal((34, 15), (report.Against!.OnlyThisRight, report.Against.OnlyThatRight));
    }

    [Fact]
    public void TheRegressedVersionNeedsAReviewerBecauseItRegressed()
    {
        Skip();
        RegressionReport report = demo.Test(DemoWorldFixture.Boat("1.2.0"), DemoWorldFixture.Boat("1.1.0"), Published("1.1.0", sameAuthor: true));

        Assert.Equal(Outcome.Attention, report.Verdict.Decision);
        Assert.Equal(["balanced-accuracy", "previous-version"], Objections(report));
        Assert.Equal((24, 142), (report.Against!.OnlyThisRight, report.Against.OnlyThatRight));
    }

    /// <summary>Rows permuted, scaled and shifted, under another id: every answer is the original's.</summary>
    [Fact]
    public void TheDisguisedCopyFailsBecauseItIsACopy()
    {
        Skip();
        PatchPackage copy = Disguised(noise: 0);
        RegressionReport report = demo.Test(copy, null, Published("1.1.0", sameAuthor: false));

        Assert.Equal(Outcome.Fail, report.Verdict.Decision);
        Assert.Equal(["copies", "similarity"], Objections(report));
    }

    [Fact]
    public void TheDisguisedCopyWithNoiseNeedsALookBecauseItIsSimilar()
    {
        Skip();
        RegressionReport report = demo.Test(Disguised(noise: 0.03), null, Published("1.1.0", sameAuthor: false));

        Assert.Equal(Outcome.Attention, report.Verdict.Decision);
        Assert.Equal(["similarity"], Objections(report));
        Assert.Contains("'which-boat' 1.1.0", report.Verdict.Reasons.Single(reason => reason.Check == "similarity").Message, StringComparison.Ordinal);
    }

    /// <summary>Two authors who train on the very same photos, with starts and penalties of their own, come to layers that resemble each other: neither is a copy.</summary>
    [Fact]
    public void AnHonestSiblingOnTheSameImagesIsNotAccused()
    {
        Skip();
        (List<float[]> features, List<int> truths) = demo.Boats();
        PatchWeights first = Training.Fit(features, truths, 3, seed: 1, start: 0.01, penalty: 1e-3, steps: 150);
        PatchWeights second = Training.Fit(features, truths, 3, seed: 2, start: 0.01, penalty: 3e-3, steps: 200);

        RegressionReport report = demo.Test(DemoWorldFixture.Boat("1.1.0") with { Weights = second }, null, new KnownLayer("other-boat", "1.0.0", SameAuthor: false, first));

        SimilarLayer similar = Assert.Single(report.Similar);
        Assert.True(similar.Cosine > 0.2 && !similar.Suspicious, $"{similar}");
        Assert.DoesNotContain(Objections(report), check => check is "copies" or "similarity");
    }

    /// <summary>An independent author's boats against the published ones: trained on other photos.</summary>
    [Fact]
    public void AStrangersBoatsAreTheirOwn()
    {
        Skip();
        RegressionReport report = demo.Test(Renamed(DemoWorldFixture.Boat("1.2.0")), null, Published("1.1.0", sameAuthor: false), Published("1.0.0", sameAuthor: false));

        Assert.DoesNotContain(Objections(report), check => check is "copies" or "similarity");
    }

    [Fact]
    public void NoPatchOfTheDemoWorldLooksLikeASwitchOrLikeTheBaseNetwork()
    {
        Skip();
        foreach (string version in (string[])["1.0.0", "1.1.0", "1.2.0"])
        {
            Assert.DoesNotContain(Objections(demo.Test(DemoWorldFixture.Boat(version))), check => check is "backdoor" or "base-rows" or "numerics" or "degenerate-layer");
        }
    }

    /// <summary>Rows of the base network itself, shifted and scaled.</summary>
    [Fact]
    public void RowsOfTheBaseNetworkAreRecognised()
    {
        Skip();
        PatchPackage boat = DemoWorldFixture.Boat("1.1.0");
        float[] rows = demo.Network.ReadParameters(demo.Network.Definition.Layers.Count - 1).Weights;
        int features = boat.Weights.Features;
        PatchWeights own = new(ElementType.F32, 3, features, [.. rows[(2 * features)..(5 * features)].Select((value, i) => (3 * value) + (i % features * 0.01f))], new float[3]);

        Assert.Contains("base-rows", Objections(demo.Test(boat with { Weights = own })));
    }

    private static void Skip() => Assert.SkipUnless(DemoWorldFixture.Folder is not null, "The demo world is not here.");

    private static string[] Objections(RegressionReport report) =>
        [.. report.Verdict.Reasons.Where(reason => reason.Outcome != Outcome.Pass && reason.Mode != CheckMode.Shadow).Select(reason => reason.Check).Order()];

    private static KnownLayer Published(string version, bool sameAuthor) => new("which-boat", version, sameAuthor, DemoWorldFixture.Boat(version).Weights);

    private static PatchPackage Renamed(PatchPackage package) => package with { Manifest = package.Manifest with { Id = "my-boats" } };

    /// <summary>Rows and categories move together, so that the answers stay what they were.</summary>
    private static PatchPackage Disguised(double noise)
    {
        PatchPackage original = DemoWorldFixture.Boat("1.1.0");
        int[] order = [2, 0, 1];
        Format.Categories.Category[] outputs = [.. order.Select((k, i) => original.Categories.Outputs[k] with { Index = i + 1 })];
        return Renamed(original) with
        {
            Categories = new Format.Categories.CategoryList([.. original.Categories.Where(row => row.Index == 0), .. outputs]),
            Weights = Training.Disguise(original.Weights, order, 2.5f, 8, noise),
        };
    }
}
