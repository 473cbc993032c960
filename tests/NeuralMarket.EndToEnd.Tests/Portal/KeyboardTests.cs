using Microsoft.Playwright;
using NeuralMarket.EndToEnd.Tests.Browsing;
using NeuralMarket.EndToEnd.Tests.Markets;

namespace NeuralMarket.EndToEnd.Tests.Portal;

[Collection(OnPortalMarket.Name)]
public sealed class KeyboardTests(PortalMarket market, Browser browser) : BrowserTest(market, browser)
{
    [Fact]
    public async Task APackageIsSentWithoutAMouse()
    {
        using var author = await Market.CreatePersonAsync("Kim Keyboard");
        var page = await OpenAsAsync(author, "/submit");
        var input = page.GetByLabel("Drop the file here, or choose it");
        // Asked for before the first key: Chromium must hear that the chooser is to be intercepted before one opens.
        var chooser = page.WaitForFileChooserAsync();
        await TabToAsync(page, "document.activeElement.id === 'package'");
        await page.Keyboard.PressAsync("Enter");
        await chooser;
        await input.SetInputFilesAsync(DemoWorld.PackagePath("fruit-basket-1.0.0"));
        await TabToAsync(page, "document.activeElement.matches('form[data-upload] button[type=submit]')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/submissions/*");
    }

    [Fact]
    public async Task ListsAreWalkedAndKeysAreShown()
    {
        var there = await market.InhabitAsync();
        var page = await OpenAsAsync(there.Author, "/submissions");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('[data-row]')].indexOf(document.activeElement)"));

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("next and previous");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("j?boat");
        Assert.Equal("j?boat", await page.GetByLabel("Search the catalogue").InputValueAsync());
    }

    [Fact]
    public async Task SingleKeysCanBeTurnedOff()
    {
        var there = await market.InhabitAsync();
        var page = await OpenAsAsync(there.Author, "/submissions");
        await page.Keyboard.PressAsync("?");
        await page.GetByLabel("Single keys act on this device").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        Assert.Equal(-1, await page.EvaluateAsync<int>("[...document.querySelectorAll('[data-row]')].indexOf(document.activeElement)"));
    }

    [Fact]
    public async Task TheFirstStopSkipsToTheContent()
    {
        var page = await OpenAsync("/patches");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    private static async Task TabToAsync(IPage page, string there)
    {
        for (var stops = 0; stops < 40 && !await page.EvaluateAsync<bool>(there); stops++)
            await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>(there), "It cannot be reached with the Tab key.");
    }
}
