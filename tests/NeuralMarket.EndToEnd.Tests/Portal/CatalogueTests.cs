using System.Security.Cryptography;
using Microsoft.Playwright;
using NeuralMarket.EndToEnd.Tests.Browsing;
using NeuralMarket.EndToEnd.Tests.Road;

namespace NeuralMarket.EndToEnd.Tests.Portal;

[Collection(OnPortalMarket.Name)]
public sealed class CatalogueTests(PortalMarket market, Browser browser) : BrowserTest(market, browser)
{
    [Fact]
    public async Task AVisitorFindsAPublishedPatchAndDownloadsIt()
    {
        var there = await market.InhabitAsync();
        var page = await OpenAsync("/");
        await page.GetByLabel("Search the catalogue").FillAsync("steamer");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Which boat?" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tested on held-out photos" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(there.Author.Name).First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.icon-large').naturalWidth === 256"));

        var sha256 = await page.Locator("[aria-label='Copy SHA-256']").GetAttributeAsync("data-copy");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), Travel.Stop);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal("which-boat-1.0.0.specialneurons", download.SuggestedFilename);
    }
}
