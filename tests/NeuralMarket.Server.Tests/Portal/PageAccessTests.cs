using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Tests.Portal;

public sealed class PageAccessTests(ServerFixture server)
{
    /// <summary>All pages that anybody may open. Whoever adds a page decides here, too.</summary>
    private static readonly string[] Anonymous =
    [
        "", "patches", "patches/{id}/{version?}", "error", "confirm/{id:guid}",
        "account/sign-in", "account/sign-up", "account/sign-out", "account/confirm", "account/set-password", "account/forgot", "account/denied",
    ];

    /// <summary>The addresses of all forms.</summary>
    private static readonly string[] Forms =
    [
        "/account/sign-in",
        "/account/sign-up",
        "/account/sign-out",
        "/account/confirm",
        "/account/set-password",
        "/account/forgot",
        "/account?handler=Issue",
        "/account?handler=Revoke",
        "/confirm/01a214db-bca0-735c-a380-51a8629d9789",
        "/submit",
        "/submissions/01a214db-bca0-735c-a380-51a8629d9789?handler=Withdraw",
        "/submissions/01a214db-bca0-735c-a380-51a8629d9789?handler=Appeal",
        "/submissions/01a214db-bca0-735c-a380-51a8629d9789?handler=Reply",
        "/submissions/01a214db-bca0-735c-a380-51a8629d9789?handler=Publish",
        "/submissions/01a214db-bca0-735c-a380-51a8629d9789/file",
        "/patches/which-boat/1.0.0",
        "/admin?handler=Submission",
        "/admin?handler=Mail",
        "/admin/people",
    ];

    [Fact]
    public void PagesAreOpenToEverybodyOnlyWhenListed()
    {
        var pages = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.Any(item => item.GetType().Name.Contains("PageActionDescriptor", StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(pages);
        var open = pages.Where(page => page.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(page => page.RoutePattern.RawText).Distinct();
        Assert.Equal(Anonymous.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/submit")]
    [InlineData("/submissions")]
    [InlineData("/submissions/01a214db-bca0-735c-a380-51a8629d9789")]
    [InlineData("/submissions/01a214db-bca0-735c-a380-51a8629d9789/file")]
    [InlineData("/account")]
    [InlineData("/admin")]
    [InlineData("/admin/people")]
    [InlineData("/admin/audit")]
    public async Task StrangersAreSentToSignInAndComeBack(string path)
    {
        var answer = await PortalBrowser.Stranger(server).OpenAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/account/sign-in?returnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location?.PathAndQuery);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/people")]
    [InlineData("/admin/audit")]
    public async Task AuthorsAndReviewersDoNotOperate(string path)
    {
        var reviewer = await PortalBrowser.OfAsync(server, "Rita", Roles.Reviewer, Roles.Curator);
        var answer = await reviewer.OpenAsync(path);
        Assert.Equal("/account/denied", answer.Headers.Location?.AbsolutePath);
        Assert.Contains("not for your account", await reviewer.ReadAsync("/account/denied", HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmissionsOfOthersAreNotThere()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, Market.Submissions.SubmissionState.Invalid);
        await author.ReadAsync($"/submissions/{submission}");

        var other = await PortalBrowser.OfAsync(server, "Eve", Roles.Admin);
        foreach (var path in (string[])[$"/submissions/{submission}", $"/submissions/{submission}?handler=Live", $"/submissions/{submission}/file"])
            Assert.Contains("nothing here", await other.ReadAsync(path, HttpStatusCode.NotFound), StringComparison.Ordinal);
        var taken = await other.SendAsync("/submissions", [], $"/submissions/{submission}?handler=Withdraw");
        Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
    }

    [Fact]
    public async Task EveryFormNeedsItsToken()
    {
        var admin = await PortalBrowser.OfAsync(server, "Otto", Roles.Admin);
        foreach (var path in Forms)
        {
            using var nothing = new FormUrlEncodedContent([]);
            var answer = await admin.PostAsync(path, nothing);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, path);
            Assert.Contains("The form could not be read", await answer.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SigningInLeadsNowhereElse()
    {
        var stranger = PortalBrowser.Stranger(server);
        var email = $"{Guid.NewGuid():n}@example.org";
        await server.InScopeAsync(services => services.GetRequiredService<AccountRegistration>().CreateAsync(email, "Ada", PortalBrowser.Password, Http.Stop));
        var answer = await stranger.SendAsync("/account/sign-in?returnUrl=https%3A%2F%2Fevil.example%2F", new() { ["Email"] = email, ["Password"] = PortalBrowser.Password });
        Assert.Equal("/submissions", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task PagesRunNoScriptOfAnybodyElse()
    {
        var answer = await PortalBrowser.Stranger(server).OpenAsync("/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var html = await answer.Content.ReadAsStringAsync(Http.Stop);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick=", html, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "<script"));
    }
}
