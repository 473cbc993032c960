using NeuralMarket.EndToEnd.Tests.Markets;

namespace NeuralMarket.EndToEnd.Tests.Browsing;

[Collection(OnEmbeddedMarket.Name)]
public sealed class BrowserTests(EmbeddedMarket market, Browser browser) : BrowserTest(market, browser)
{
    [Fact]
    public async Task EveryPageStartsWithoutCookies()
    {
        var first = await OpenAsync("/health/live");
        await first.EvaluateAsync("document.cookie = 'mine=1'");
        var second = await OpenAsync("/health/live");

        Assert.Contains("healthy", await second.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Equal("", await second.EvaluateAsync<string>("document.cookie"));
    }
}
