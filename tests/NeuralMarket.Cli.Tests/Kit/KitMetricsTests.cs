using System.Text.Json;

namespace NeuralMarket.Cli.Tests.Kit;

/// <summary><c>test --json</c> against the kit's metrics: the same counts.</summary>
public sealed class KitMetricsTests
{
    [Theory]
    [InlineData("car-or-truck-1.0.0")]
    [InlineData("cat-or-dog-1.0.0")]
    [InlineData("cat-or-dog-1.1.0")]
    [InlineData("deer-or-horse-1.0.0")]
    public async Task CountsAreThoseOfTheReference(string package)
    {
        JsonElement expected = KitData.Expected("metrics.json").GetProperty("metrics").GetProperty("patches").GetProperty(package + ".specialneurons");
        Call call = await CommandLine.RunAsync("test", KitData.Path("patches", package + ".specialneurons"), "--base", KitData.Base, "--images", KitData.Path("heldout"), "--json");
        Device.SkipWhenAbsent(call);

        Assert.InRange(call.Status, 0, 1);
        JsonElement report = call.Json;
        Assert.Equal(call.Status == 1, report.GetProperty("verdict").GetProperty("decision").GetString() == "fail");
        Same(expected, "images", report, "images", "read");
        Same(expected, "labelled", report, "images", "labelled");
        Same(expected, "relevant", report, "trigger", "inDomain");
        Same(expected, "relevantFired", report, "trigger", "fired");
        Same(expected, "foreign", report, "trigger", "outOfDomain");
        Same(expected, "foreignFired", report, "trigger", "falselyFired");
        Same(expected, "labelledFired", report, "accuracy", "answered");
        Same(expected, "right", report, "accuracy", "correct");
        Same(expected, "labelled", report, "endToEnd", "images");
        Same(expected, "right", report, "endToEnd", "correct");
        Assert.Equal(expected.GetProperty("triggerRecall").GetDouble(), Value(report, "trigger", "recall"), 12);
        Assert.Equal(expected.GetProperty("falseTriggerRate").GetDouble(), Value(report, "trigger", "falseRate"), 12);
        Assert.Equal(expected.GetProperty("accuracyWhenTriggered").GetDouble(), Value(report, "accuracy", "value"), 12);
        Assert.Equal(expected.GetProperty("accuracyEndToEnd").GetDouble(), Value(report, "endToEnd", "value"), 12);

        // The reference's last column counts where it did not fire.
        int[][] confusion = Matrix(report.GetProperty("confusion"));
        Assert.Equal(Matrix(expected.GetProperty("confusion").GetProperty("counts")).Select(row => row[..^1]), confusion);
    }

    private static void Same(JsonElement expected, string key, JsonElement report, string section, string figure) =>
        Assert.Equal(expected.GetProperty(key).GetInt32(), report.GetProperty(section).GetProperty(figure).GetInt32());

    private static double Value(JsonElement report, string section, string figure) => report.GetProperty(section).GetProperty(figure).GetProperty("value").GetDouble();

    private static int[][] Matrix(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray())];
}
