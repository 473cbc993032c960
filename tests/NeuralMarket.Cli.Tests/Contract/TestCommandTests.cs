using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class TestCommandTests
{
    /// <summary>Every key that command-line.md names, with its kind: n number, s string, i interval, a array, o object.</summary>
    private static readonly (string Path, char Kind)[] Keys =
    [
        ("patch.id", 's'), ("patch.version", 's'), ("patch.sha256", 's'), ("base.name", 's'), ("base.sha256", 's'), ("images.read", 'n'), ("images.skipped", 'n'), ("images.labelled", 'n'),
        ("device", 's'), ("trigger.inDomain", 'n'), ("trigger.fired", 'n'), ("trigger.recall", 'i'), ("trigger.outOfDomain", 'n'), ("trigger.falselyFired", 'n'), ("trigger.falseRate", 'i'),
        ("accuracy.answered", 'n'), ("accuracy.correct", 'n'), ("accuracy.value", 'i'), ("endToEnd.images", 'n'), ("endToEnd.correct", 'n'), ("endToEnd.value", 'i'), ("balancedAccuracy", 'n'),
        ("calibration.ece", 'n'), ("calibration.brier", 'n'), ("categories", 'a'), ("confusion", 'a'), ("against.version", 's'), ("against.onlyThisRight", 'n'), ("against.onlyThatRight", 'n'),
        ("against.pValue", 'n'), ("against.difference", 'i'), ("robustness", 'a'), ("verdict.decision", 's'), ("verdict.reasons", 'a'),
    ];

    [Fact]
    public async Task GoodUpdatePassesWithEveryKeyOfTheContract()
    {
        using TemporaryFolder folder = new();
        Call call = await RunAsync("which-boat-1.1.0", "--against", DemoWorld.Package("which-boat-1.0.0"), "--report", folder["report.html"], "--json");
        Device.SkipWhenAbsent(call);

        Assert.Equal(0, call.Status);
        Assert.All(Keys, key => AssertKind(Find(call.Json, key.Path), key.Kind));
        Assert.Equal("pass", Find(call.Json, "verdict.decision").GetString());
        Assert.Equal("1.0.0", Find(call.Json, "against.version").GetString());
        JsonElement[] categories = [.. Find(call.Json, "categories").EnumerateArray()];
        Assert.Equal(["n80000101", "n80000102", "n80000103"], categories.Select(category => category.GetProperty("tag").GetString()));
        Assert.All(categories, category => { AssertKind(category.GetProperty("precision"), 'i'); AssertKind(category.GetProperty("recall"), 'i'); Assert.Equal(200, category.GetProperty("support").GetInt32()); });
        int[] confusion = [.. Find(call.Json, "confusion").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(count => count.GetInt32())];
        Assert.Equal(Find(call.Json, "accuracy.answered").GetInt32(), confusion.Sum());
        Assert.Equal(Find(call.Json, "accuracy.correct").GetInt32(), confusion[0] + confusion[4] + confusion[8]);
        JsonElement reason = Find(call.Json, "verdict.reasons")[0];
        Assert.All((string[])["check", "outcome", "message"], key => Assert.Equal(JsonValueKind.String, reason.GetProperty(key).ValueKind));
        Assert.StartsWith("<!", await File.ReadAllTextAsync(folder["report.html"], TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("which-boat-1.0.0", 600, 588, 1212, 0, 588, 479)]
    [InlineData("lamp-on-or-off-1.0.0", 360, 351, 1452, 2, 351, 274)]
    public async Task CountsAreThoseOfTheDemoWorldsReference(string package, int inDomain, int fired, int outOfDomain, int falselyFired, int answered, int correct)
    {
        Call call = await RunAsync(package, "--json");
        Device.SkipWhenAbsent(call);

        Assert.Equal(0, call.Status);
        Assert.Equal(1812, Find(call.Json, "images.read").GetInt32());
        Assert.Equal(JsonValueKind.Null, call.Json.GetProperty("against").ValueKind);

        // A photo within rounding of a threshold may fall on the other side: JPEG decoders differ by a level.
        Assert.Equal(inDomain, Find(call.Json, "trigger.inDomain").GetInt32());
        Assert.Equal(outOfDomain, Find(call.Json, "trigger.outOfDomain").GetInt32());
        Assert.InRange(Find(call.Json, "trigger.fired").GetInt32(), fired - 2, fired + 2);
        Assert.InRange(Find(call.Json, "trigger.falselyFired").GetInt32(), falselyFired - 1, falselyFired + 1);
        Assert.InRange(Find(call.Json, "accuracy.answered").GetInt32(), answered - 2, answered + 2);
        Assert.InRange(Find(call.Json, "accuracy.correct").GetInt32(), correct - 3, correct + 3);
    }

    [Fact]
    public async Task VerdictThatFailsIsOne()
    {
        using TemporaryFolder folder = new();
        DemoWorld.Unpack("which-boat-1.1.0", folder["in"]);

        // The outputs in another order than the rows of the weights: every answer is wrong.
        string rows = await File.ReadAllTextAsync(folder["in/map_clsloc.txt"], TestContext.Current.CancellationToken);
        rows = rows.Replace("n80000101 1", "n80000101 9", StringComparison.Ordinal).Replace("n80000102 2", "n80000102 3", StringComparison.Ordinal).Replace("n80000103 3", "n80000103 1", StringComparison.Ordinal).Replace("n80000101 9", "n80000101 2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder["in/map_clsloc.txt"], rows, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await CommandLine.RunAsync("pack", folder["in"], "-o", folder["wrong.specialneurons"])).Status);
        Call call = await CommandLine.RunAsync("test", folder["wrong.specialneurons"], "--base", DemoWorld.Base, "--images", DemoWorld.HeldOut, "--json");
        Device.SkipWhenAbsent(call);

        Assert.Equal(1, call.Status);
        Assert.Equal("fail", Find(call.Json, "verdict.decision").GetString());
    }

    [Fact]
    public async Task InvalidPackageIsOneWithItsFindings()
    {
        Call call = await RunAsync("fruit-basket-1.0.0", "--json");

        Assert.Equal(1, call.Status);
        Assert.NotEqual(0, call.Json.GetProperty("findings").GetArrayLength());
    }

    [Theory]
    [InlineData("--images", "not-there")]
    [InlineData("--base", "not-there.txt")]
    public async Task WhatIsNotThereIsAWrongCall(string option, string value)
    {
        Dictionary<string, string> options = new() { ["--images"] = DemoWorld.HeldOut, ["--base"] = DemoWorld.Base };
        options[option] = value;
        Call call = await CommandLine.RunAsync(["test", DemoWorld.Package("which-boat-1.0.0"), .. options.SelectMany(pair => new[] { pair.Key, pair.Value }), "--json"]);

        Assert.Equal(2, call.Status);
        Assert.StartsWith("call.", call.ErrorCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PeopleReadTheVerdictFirstWithinEightyColumns()
    {
        Call call = await RunAsync("which-boat-1.0.0");
        Assert.SkipWhen(call.Status == 2, "There is no OpenCL device.");

        Assert.StartsWith("✓ pass  which-boat 1.0.0", call.Output, StringComparison.Ordinal);
        Assert.Contains("fires where it should", call.Output, StringComparison.Ordinal);
    }

    private static Task<Call> RunAsync(string package, params string[] more) =>
        CommandLine.RunAsync(["test", DemoWorld.Package(package), "--base", DemoWorld.Base, "--images", DemoWorld.HeldOut, .. more]);

    private static JsonElement Find(JsonElement document, string path) => path.Split('.').Aggregate(document, (element, key) => element.GetProperty(key));

    private static void AssertKind(JsonElement element, char kind)
    {
        switch (kind)
        {
            case 'i':
                Assert.All((string[])["low", "value", "high"], key => Assert.Equal(JsonValueKind.Number, element.GetProperty(key).ValueKind));
                Assert.InRange(element.GetProperty("value").GetDouble(), element.GetProperty("low").GetDouble(), element.GetProperty("high").GetDouble());
                break;
            default:
                Assert.Equal(kind switch { 'n' => JsonValueKind.Number, 's' => JsonValueKind.String, _ => JsonValueKind.Array }, element.ValueKind);
                break;
        }
    }
}
