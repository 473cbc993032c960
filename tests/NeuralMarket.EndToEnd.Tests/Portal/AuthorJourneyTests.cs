using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NeuralMarket.EndToEnd.Tests.Browsing;
using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.EndToEnd.Tests.Road;

namespace NeuralMarket.EndToEnd.Tests.Portal;

[Collection(OnPortalMarket.Name)]
public sealed partial class AuthorJourneyTests(PortalMarket market, Browser browser) : BrowserTest(market, browser)
{
    private const string Password = "a sentence that nobody guesses";

    [Fact]
    public async Task SomebodyNewSignsUpAndLearnsWhatToMend()
    {
        const string email = "newcomer@people.example";
        var page = await OpenAsync("/account/sign-up");
        await page.GetByLabel("Email address").FillAsync(email);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Nora Newcomer");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "Look into your mail" }));

        await page.GotoAsync(await LinkMailedToAsync(email));
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await page.GetByLabel("Email address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "You have not submitted anything yet" }));

        await page.GetByRole(AriaRole.Link, new() { Name = "Submit a patch" }).ClickAsync();
        await page.DropAsync("fruit-basket-1.0.0.specialneurons", await PackageAsync("fruit-basket-1.0.0"));
        await SeesAsync(page.GetByText("fruit-basket-1.0.0.specialneurons, "));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await SeesAsync(page.GetByText("Received, not published."));
        await SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "3 things to mend" }));
        await SeesAsync(page.GetByText("The icon is 256 × 160 pixels."));
        foreach (string rule in (string[])["icon.square", "base.features", "trigger.overlap"])
            await SeesAsync(page.GetByText(rule));
        await SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "Send the next file" }));
    }

    [Fact]
    public async Task ThePageFollowsTheWorkWithoutAReload()
    {
        using var author = await Market.CreatePersonAsync("Lena Lampe");
        var page = await OpenAsAsync(author, "/submit");
        await page.DropAsync("lamp-on-or-off-1.0.0.specialneurons", await PackageAsync("lamp-on-or-off-1.0.0"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await page.WaitForURLAsync("**/submissions/*");
        await page.EvaluateAsync("window.sameDocument = true");

        await SeesAsync(page.Locator(".page-head").GetByText("Waits for a reviewer"));
        await SeesAsync(page.Locator(".timeline").GetByText("Tested; it goes to a reviewer"));
        await SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "Test on held-out photos" }));
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));

        await page.ReloadAsync();
        await SeesAsync(page.Locator(".page-head").GetByText("Waits for a reviewer"));
        var html = await page.ContentAsync();
        Assert.DoesNotContain(".jpg", html, StringComparison.Ordinal); // Nothing of single held-out photos.
    }

    [Fact]
    public async Task AnUploadShowsItsProgressAndCanBeStopped()
    {
        using var author = await Market.CreatePersonAsync("Slow Sender");
        var page = await OpenAsAsync(author, "/submit");
        await SlowDownAsync(page);
        await page.DropAsync("large.specialneurons", new byte[4 * 1024 * 1024]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await page.WaitForFunctionAsync("() => { const bar = document.querySelector('[data-progress] progress'); return bar.value > 0 && bar.value < bar.max; }");
        Assert.Matches("[0-9.]+ (KiB|MiB) of 4.0 MiB sent", await page.Locator("[data-progress-words]").InnerTextAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-progress]")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send it" })).ToBeEnabledAsync();
        Assert.Equal(0, (await author.GetAsync("api/v1/submissions")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task AWrongFileIsToldBeforeItIsSent()
    {
        using var author = await Market.CreatePersonAsync("Wrong Sender");
        var page = await OpenAsAsync(author, "/submit");
        await page.DropAsync("holiday.zip", [1, 2, 3]);
        await SeesAsync(page.GetByText("holiday.zip is not a .specialneurons file."));
        await page.DropAsync("empty.specialneurons", []);
        await SeesAsync(page.GetByText("The file is empty."));
    }

    [Fact]
    public async Task AKeyIsShownOnceAndCopied()
    {
        using var author = await Market.CreatePersonAsync("Kay Keys");
        var page = await OpenAsAsync(author, "/account");
        await page.GetByLabel("For what").FillAsync("laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        var secret = await page.Locator(".notice .hash code").InnerTextAsync();
        Assert.StartsWith("nm_", secret, StringComparison.Ordinal);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy Key" }).ClickAsync();
        Assert.Equal(secret, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.GotoAsync("/account");
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
    }

    private static Task SeesAsync(ILocator what) => Assertions.Expect(what.First).ToBeVisibleAsync(new() { Timeout = 60_000 });

    private static Task<byte[]> PackageAsync(string name) => File.ReadAllBytesAsync(DemoWorld.PackagePath(name), Travel.Stop);

    /// <summary>A slow phone's network: 256 KiB a second.</summary>
    private static async Task SlowDownAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = 50,
            ["downloadThroughput"] = 256 * 1024,
            ["uploadThroughput"] = 256 * 1024,
        });
    }

    private async Task<string> LinkMailedToAsync(string email)
    {
        var mails = await Travel.UntilAsync(() => Task.FromResult(Market.MailsTo(email)), found => found.Count > 0, $"a mail to {email}");
        return Address().Match(mails[0].TextBody!).Value;
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();
}
