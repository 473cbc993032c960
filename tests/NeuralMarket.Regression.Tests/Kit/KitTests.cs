using System.Text.Json;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Kit;

/// <summary>Real photos, a real base network and real patches: every count must be the one of the kit's independent reference.</summary>
public sealed class KitTests(KitFixture kit) : IClassFixture<KitFixture>
{
    public static TheoryData<string> Packages => ["car-or-truck-1.0.0", "cat-or-dog-1.0.0", "cat-or-dog-1.1.0", "deer-or-horse-1.0.0"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryCountIsTheOneOfTheReference(string name)
    {
        JsonElement expected = Expected(name);

        RegressionReport report = kit.Test(name + ".specialneurons");

        Assert.Equal(Int(expected, "images"), report.Images.Read);
        Assert.Equal(Int(expected, "ambiguous"), report.Images.Ambiguous);
        Assert.Equal((Int(expected, "relevant"), Int(expected, "relevantFired")), (report.Trigger.InDomain, report.Trigger.Fired));
        Assert.Equal((Int(expected, "foreign"), Int(expected, "foreignFired")), (report.Trigger.OutOfDomain, report.Trigger.FalselyFired));
        Assert.Equal(Double(expected, "triggerRecall"), report.Trigger.Recall.Value!.Value, 1e-12);
        Assert.Equal(Double(expected, "falseTriggerRate"), report.Trigger.FalseRate.Value!.Value, 1e-12);
        Assert.Equal((Int(expected, "labelledFired"), Int(expected, "right")), (report.Accuracy.Answered, report.Accuracy.Correct));
        Assert.Equal((Int(expected, "labelled"), Int(expected, "right")), (report.EndToEnd.Images, report.EndToEnd.Correct));
        Assert.Equal(Double(expected, "accuracyWhenTriggered"), report.Accuracy.Value.Value!.Value, 1e-12);
        Assert.Equal(Double(expected, "accuracyEndToEnd"), report.EndToEnd.Value.Value!.Value, 1e-12);

        int[][] confusion = expected.GetProperty("confusion").GetProperty("counts").Deserialize<int[][]>()!;
        Assert.Equal(confusion, report.Confusion.Zip(report.NotFired, (row, asleep) => row.Append(asleep).ToArray()));
        foreach ((int index, CategoryFigures category) in report.Categories.Index())
        {
            JsonElement output = expected.GetProperty("outputs").GetProperty($"{index + 1}");
            Assert.Equal(output.GetProperty("tag").GetString(), category.Tag);
            Assert.Equal((Int(output, "images"), Int(output, "fired"), Int(output, "right")), (category.Support, category.Fired, category.Correct));
        }

        foreach (JsonProperty category in expected.GetProperty("perBaseCategory").EnumerateObject())
        {
            BaseCategoryFigures actual = Assert.Single(report.BaseCategories, actual => actual.Tag == category.Name);
            Assert.Equal((Int(category.Value, "images"), Int(category.Value, "fired")), (actual.Images, actual.Fired));
        }
    }

    [Fact]
    public void TheBaseNetworkIsRightAsOftenAsInTheReference()
    {
        JsonElement expected = Metrics().GetProperty("base");

        Assert.Equal(Int(expected, "right"), kit.Test("cat-or-dog-1.0.0.specialneurons").Collateral.BaseRight);
    }

    [Fact]
    public void TheBetterTrainedVersionIsSeenToBeBetter()
    {
        Skip();
        RegressionReport better = kit.Test("cat-or-dog-1.1.0.specialneurons", "cat-or-dog-1.0.0.specialneurons");
        RegressionReport worse = kit.Test("cat-or-dog-1.0.0.specialneurons", "cat-or-dog-1.1.0.specialneurons");

        Assert.Equal(15, better.Against!.OnlyThisRight - better.Against.OnlyThatRight);
        Assert.Equal((better.Against.OnlyThisRight, better.Against.OnlyThatRight), (worse.Against!.OnlyThatRight, worse.Against.OnlyThisRight));
        Assert.True(better.Against.PValue < 0.05);
        Assert.True(better.Against.NonInferior);
        Assert.False(worse.Against.NonInferior);
        Assert.Equal(Outcome.Attention, worse.Verdict.Reasons.Single(reason => reason.Check == "previous-version").Outcome);
        Assert.Equal(Change.Better, better.ForAuthor().Against!.Change);
    }

    [Fact]
    public async Task TheBaseNetworkRunsOverAnImageOnceAndNeverAgain()
    {
        Skip();
        Assert.Equal(new ExtractionProgress(600, 600, 600, 0), kit.Filled);
        using UntouchableRunner runner = new(ReferenceNetworkRunner.Load(kit.Network));

        ExtractionProgress again = await FeatureExtraction.FillAsync(kit.Images, kit.Store, runner, null, TestContext.Current.CancellationToken);

        Assert.Equal(new ExtractionProgress(600, 600, 0, 0), again);
    }

    [Fact]
    public void ThePageOfARealReportHoldsEverythingItShows()
    {
        Skip();
        string page = ReportHtml.Write(kit.Test("cat-or-dog-1.1.0.specialneurons", "cat-or-dog-1.0.0.specialneurons"));

        Assert.Contains("92 of 117", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    private static void Skip() => Assert.SkipUnless(KitFolder.Path is not null, "The kit of real data is not here.");

    private static JsonElement Metrics()
    {
        Skip();
        return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(KitFolder.Path!, "expected", "metrics.json"))).RootElement.GetProperty("metrics");
    }

    private static JsonElement Expected(string name) => Metrics().GetProperty("patches").GetProperty(name + ".specialneurons");

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static double Double(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>A runner that must not be asked for anything.</summary>
    private sealed class UntouchableRunner(ReferenceNetworkRunner network) : IBaseNetworkRunner
    {
        public Format.BaseNetworks.BaseNetwork Network => network.Network;

        public string DeviceName => network.DeviceName;

        public int MaximumBatch => 32;

        public BaseOutputs Run(ReadOnlyMemory<float> inputs, int count, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The base network ran over an image that is in the store.");

        public void Dispose() => network.Dispose();
    }
}
