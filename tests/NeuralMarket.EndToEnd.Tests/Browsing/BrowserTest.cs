using Microsoft.Playwright;
using NeuralMarket.EndToEnd.Tests.Markets;

namespace NeuralMarket.EndToEnd.Tests.Browsing;

/// <summary>
/// A test in the browser: opens pages of a market, each in a context of its own, and leaves a screenshot of every page in
/// <c>artifacts/screenshots</c> when the test fails.
/// </summary>
public abstract class BrowserTest(MarketFixture market, Browser browser) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _contexts = [];

    protected MarketFixture Market => market;

    /// <summary>A page of somebody who has not signed in.</summary>
    protected async Task<IPage> OpenAsync(string path = "/", BrowserNewContextOptions? options = null)
    {
        var context = await browser.OpenAsync(market.Address, options);
        _contexts.Add(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A page of somebody who has signed in through the portal's own form.</summary>
    protected async Task<IPage> OpenAsAsync(Person person, string path = "/", BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync("/account/sign-in", options);
        await page.Locator("main input[type=email]").FillAsync(person.Email);
        await page.Locator("main input[type=password]").FillAsync(person.Password);
        await page.Locator("main input[type=password]").PressAsync("Enter");

        // Signed in is enough: another page follows, and a load event that comes before it is waited for would be waited for in vain.
        await page.WaitForURLAsync(
            url => !new Uri(url).AbsolutePath.StartsWith("/account/sign-in", StringComparison.OrdinalIgnoreCase), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
        await page.GotoAsync(path);
        return page;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            await KeepScreenshotsAsync();
        foreach (var context in _contexts)
            await context.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task KeepScreenshotsAsync()
    {
        var number = 0;
        foreach (var page in _contexts.SelectMany(context => context.Pages))
        {
            var name = string.Join('_', TestContext.Current.Test!.TestDisplayName.Split(Path.GetInvalidFileNameChars()));
            var path = Repository.Path($"artifacts/screenshots/{name}-{++number}.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
            TestContext.Current.SendDiagnosticMessage("Screenshot of {0}: {1}", page.Url, path);
        }
    }
}
