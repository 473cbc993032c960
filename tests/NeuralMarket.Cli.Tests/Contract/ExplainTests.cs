using System.Text.Json;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class ExplainTests
{
    [Fact]
    public async Task EveryRuleIsExplainedWithAnExampleAndARemedy()
    {
        Call call = await CommandLine.RunAsync("lint", "--explain", "all", "--json");
        Dictionary<string, JsonElement> explained = call.Json.EnumerateArray().ToDictionary(rule => rule.GetProperty("rule").GetString()!);

        Assert.Equal(0, call.Status);
        Assert.Empty(Rules.All.Select(rule => rule.Code).Except(explained.Keys));
        Assert.Empty(explained.Values.Where(rule => ((string[])["explanation", "example", "remedy"]).Any(key => string.IsNullOrEmpty(rule.GetProperty(key).GetString()))).Select(rule => rule.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task OneRuleIsShownToPeople()
    {
        Call call = await CommandLine.RunAsync("lint", "--explain", "icon.square");

        Assert.Equal(0, call.Status);
        Assert.Contains("300 × 200", call.Output, StringComparison.Ordinal);
    }
}
