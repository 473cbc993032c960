using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NeuralMarket.EndToEnd.Tests.Browsing;

namespace NeuralMarket.EndToEnd.Tests.Portal;

/// <summary>What holds on every page of the portal.</summary>
[Collection(OnPortalMarket.Name)]
public sealed class EveryPageTests(PortalMarket market, Browser browser) : BrowserTest(market, browser)
{
    // Nothing but colours differs in the dark.
    private static readonly AxeRunOptions OnlyColours = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast"] } };
    private static readonly string[] Meant = ["/nothing", "/account/denied"];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task HasNoBarriersThatAxeFinds(ColorScheme scheme)
    {
        foreach (var (page, path) in await PagesAsync(new() { ColorScheme = scheme }))
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
            var result = await page.RunAxe(scheme == ColorScheme.Dark ? OnlyColours : new());
            Assert.Empty(result.Violations.Select(violation => $"{path}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        }
    }

    [Fact]
    public async Task FitsAPhoneOf360Pixels()
    {
        foreach (var (page, path) in await PagesAsync(new() { ViewportSize = new() { Width = 360, Height = 740 } }))
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
            var beyond = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(beyond == 0, $"{path} scrolls sideways by {beyond} pixels");
        }
    }

    [Fact]
    public async Task ObeysItsOwnContentSecurityPolicy()
    {
        List<string> errors = [];
        var pages = (await PagesAsync(new())).ToList();
        foreach (var page in pages.Select(row => row.Page).Distinct())
        {
            // A page whose status is an error says so in the console, too; two of them are meant to.
            page.Console += (_, message) => Keep(errors, message.Type == "error" && !Meant.Any(path => message.Location.Contains(path, StringComparison.Ordinal)), $"{message.Location}: {message.Text}");
            page.PageError += (_, error) => Keep(errors, true, $"{page.Url}: {error}");
        }

        foreach (var (page, path) in pages)
            await page.GotoAsync(path);
        Assert.Empty(errors);
    }

    private static void Keep(List<string> errors, bool matters, string text)
    {
        if (matters)
            errors.Add(text);
    }

    /// <summary>Every page with somebody who may open it; each is opened in that person's one tab.</summary>
    private async Task<IEnumerable<(IPage Page, string Path)>> PagesAsync(BrowserNewContextOptions options)
    {
        var there = await market.InhabitAsync();
        var stranger = await OpenAsync("/", Copy(options));
        var author = await OpenAsAsync(there.Author, "/", Copy(options));
        var admin = await OpenAsAsync(there.Admin, "/", Copy(options));
        string[] open =
        [
            "/", "/patches", "/patches?q=nothing-like-it", "/patches/which-boat", "/account/sign-in", "/account/sign-up", "/account/sign-up?sent=true", "/account/forgot",
            "/account/forgot?sent=true", "/account/confirm", $"/account/confirm?account={Guid.NewGuid()}&token=x", $"/account/set-password?account={Guid.NewGuid()}&token=x",
            "/account/set-password", "/account/denied", "/account/sign-out", $"/confirm/{there.Waiting}?token=x", $"/confirm/{there.Waiting}", "/nothing",
        ];
        string[] authors =
        [
            "/submit", "/submissions", $"/submissions/{there.Invalid}", $"/submissions/{there.Waiting}", $"/submissions/{there.Published}?receipt=received",
            $"/submissions/{there.Invalid}/file", "/account", "/patches/which-boat",
        ];
        string[] admins = ["/admin", "/admin/people", "/admin/audit", $"/admin/audit?submission={there.Waiting}", "/patches/which-boat/1.0.0", "/submissions"];
        return
        [
            .. open.Select(path => (stranger, path)),
            .. authors.Select(path => (author, path)),
            .. admins.Select(path => (admin, path)),
        ];
    }

    private static BrowserNewContextOptions Copy(BrowserNewContextOptions options) => new(options);
}
