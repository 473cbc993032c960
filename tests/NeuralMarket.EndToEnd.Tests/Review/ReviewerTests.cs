using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NeuralMarket.EndToEnd.Tests.Browsing;
using NeuralMarket.EndToEnd.Tests.Road;

namespace NeuralMarket.EndToEnd.Tests.Review;

public sealed class ReviewerTests(ReviewMarket market, Browser browser) : BrowserTest(market, browser), IClassFixture<ReviewMarket>
{
    [Fact]
    public async Task ReviewerApprovesWithTheKeyboardAloneAndItIsPublished()
    {
        using var author = await Market.CreatePersonAsync("Ada Author");
        var submission = await market.AwaitReviewAsync(author, "which-boat-1.0.0", "which-boat");
        var page = await OpenAsAsync(await market.ReviewerAsync(), "/review");

        await WalkToAsync(page, $"/review/{submission}");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/review/{submission}");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#enlarged img")).ToBeVisibleAsync();
        var first = await page.Locator("#enlarged img").GetAttributeAsync("src");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("#enlarged img")).Not.ToHaveAttributeAsync("src", first!);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#enlarged")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve and publish" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("You approved Which boat? 1.0.0.")).ToBeVisibleAsync();

        await author.WaitForAsync(submission, "published");
        Assert.Equal("1.0.0", (await author.GetAsync("api/v1/patches/which-boat")).GetProperty("versions")[0].GetProperty("version").GetString());
    }

    [Fact]
    public async Task AuthorReadsWhatTheReviewerWroteByKeyboard()
    {
        using var author = await Market.CreatePersonAsync("Ben Author");
        var submission = await market.AwaitReviewAsync(author, "lamp-on-or-off-1.0.0", "lamp-with-changes");
        var page = await OpenAsAsync(await market.ReviewerAsync(), $"/review/{submission}");

        await page.Keyboard.PressAsync("c");
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("t");
        await page.Keyboard.TypeAsync("It takes a boat for a lamp.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByText("You asked for changes to Lamp: on or off? 1.0.0.")).ToBeVisibleAsync();

        await author.WaitForAsync(submission, "changesRequested");
        var authors = await OpenAsAsync(author, $"/submissions/{submission}");
        await Assertions.Expect(authors.GetByText("It takes a boat for a lamp.").First).ToBeVisibleAsync();
        await Assertions.Expect(authors.GetByText("The patch wakes on photos that it is not for.").First).ToBeVisibleAsync();
        await Assertions.Expect(authors.GetByText("Rita")).ToHaveCountAsync(0);
        Assert.Equal(0, await authors.Locator("img[src*='/held-out/']").CountAsync());
    }

    [Fact]
    public async Task DecisionWorksWithoutAScript()
    {
        using var author = await Market.CreatePersonAsync("Cleo Author");
        var submission = await market.AwaitReviewAsync(author, "lamp-on-or-off-1.0.0", "lamp-without-script");
        var page = await OpenAsAsync(await market.ReviewerAsync(), $"/review/{submission}", new() { JavaScriptEnabled = false });

        await page.GetByRole(AriaRole.Radio, new() { Name = "Reject" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Tick at least one reason.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Reject" })).ToBeCheckedAsync();

        await page.GetByLabel("Icon does not fit").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("You rejected Lamp: on or off? 1.0.0.")).ToBeVisibleAsync();
        await author.WaitForAsync(submission, "rejected");
    }

    [Fact]
    public async Task PagesAreAccessibleInLightAndDarkAndOnANarrowScreen()
    {
        using var author = await Market.CreatePersonAsync("Dora Author");
        var submission = await market.AwaitReviewAsync(author, "lamp-on-or-off-1.0.0", "lamp-for-everybody");
        foreach (var (scheme, width) in (IEnumerable<(ColorScheme, int)>)[(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 360), (ColorScheme.Dark, 360)])
        {
            var page = await OpenAsAsync(await market.ReviewerAsync(), "/review", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 }, BypassCSP = true });
            await AssertAccessibleAsync(page, $"the queue, {scheme}, {width} px");
            await page.GotoAsync($"/review/{submission}");
            await page.GetByRole(AriaRole.Radio, new() { Name = "Reject" }).CheckAsync();
            await AssertAccessibleAsync(page, $"the review, {scheme}, {width} px");
        }
    }

    private static async Task AssertAccessibleAsync(IPage page, string what)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{what}: {string.Join("; ", found.Violations.Select(violation => $"{violation.Id} {violation.Nodes[0].Html}"))}");
        var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, string.Create(CultureInfo.InvariantCulture, $"{what} is {tooWide} px too wide."));
    }

    /// <summary>Presses j until the link has the focus.</summary>
    private static async Task WalkToAsync(IPage page, string address)
    {
        for (var presses = 0; presses < 50; presses++)
        {
            await page.Keyboard.PressAsync("j");
            if (await page.EvaluateAsync<string?>("document.activeElement.getAttribute('href')") == address)
                return;
        }

        Assert.Fail($"j never comes to {address}.");
    }
}
