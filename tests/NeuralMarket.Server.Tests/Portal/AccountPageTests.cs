using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace NeuralMarket.Server.Tests.Portal;

public sealed partial class AccountPageTests(ServerFixture server)
{
    [Fact]
    public async Task SigningUpConfirmingAndSigningInTakesNoScript()
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        var browser = PortalBrowser.Stranger(server);
        var sent = await browser.SendAsync("/account/sign-up", new() { ["Email"] = email, ["DisplayName"] = "Ada", ["Password"] = PortalBrowser.Password });
        Assert.Contains("Look into your mail", await browser.ReadAsync(sent.Headers.Location!.OriginalString), StringComparison.Ordinal);

        var early = await browser.SendAsync("/account/sign-in", new() { ["Email"] = email, ["Password"] = PortalBrowser.Password });
        Assert.Contains("not confirmed yet", await early.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);

        var link = await LinkToAsync(email);
        await browser.ReadAsync(link);
        Assert.False(await IsConfirmedAsync(email)); // Opening the link changes nothing.
        var confirmed = await browser.SendAsync(link, []);
        Assert.Equal("/account/sign-in?done=confirmed", confirmed.Headers.Location?.OriginalString);
        Assert.True(await IsConfirmedAsync(email));

        var signedIn = await browser.SendAsync("/account/sign-in", new() { ["Email"] = email, ["Password"] = PortalBrowser.Password });
        Assert.Equal("/submissions", signedIn.Headers.Location?.OriginalString);
        Assert.Contains("You have not submitted anything yet", await browser.ReadAsync("/submissions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPasswordAndUnknownAddressReadAlike()
    {
        var browser = PortalBrowser.Stranger(server);
        var answer = await browser.SendAsync("/account/sign-in", new() { ["Email"] = "nobody@example.org", ["Password"] = "never to be shown" });
        var html = await answer.Content.ReadAsStringAsync(Http.Stop);
        Assert.Contains("Address or password is wrong.", html, StringComparison.Ordinal);
        Assert.Contains("value=\"nobody@example.org\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("never to be shown", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProblemsStandBesideTheirFields()
    {
        var answer = await PortalBrowser.Stranger(server).SendAsync("/account/sign-up", new() { ["Email"] = "nonsense", ["DisplayName"] = "Ada", ["Password"] = "short" });
        var html = await answer.Content.ReadAsStringAsync(Http.Stop);
        Assert.Matches("id=\"Email-error\">That is not an email address", html);
        Assert.Matches("id=\"Password-error\">The password is too short", html);
        Assert.Matches("<input[^>]*aria-invalid=\"true\"[^>]*id=\"Email\"", html);
    }

    [Fact]
    public async Task ForgottenPasswordIsChosenAnewByTheMailedLink()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var email = await server.InDatabaseAsync(db => db.Users.Where(row => row.Id == author.AccountId).Select(row => row.Email!).SingleAsync());
        var browser = PortalBrowser.Stranger(server);
        await browser.SendAsync("/account/forgot", new() { ["Email"] = email });
        var link = await LinkToAsync(email);

        var weak = await browser.SendAsync(link, new() { ["Password"] = "short" });
        Assert.Contains("too short", await weak.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
        var chosen = await browser.SendAsync(link, new() { ["Password"] = "another long sentence" });
        Assert.Equal("/account/sign-in?done=password", chosen.Headers.Location?.OriginalString);
        var again = await browser.SendAsync(link, new() { ["Password"] = "yet another long sentence" });
        Assert.Contains("does not work any more", await again.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyIsShownOnceAndRevokedWithAButton()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var made = await author.SendAsync("/account", new() { ["KeyName"] = "laptop" }, "/account?handler=Issue");
        var secret = Secret().Match(await made.Content.ReadAsStringAsync(Http.Stop)).Value;
        Assert.Equal(46, secret.Length);
        Assert.True(made.Headers.CacheControl?.NoStore);

        var later = await author.ReadAsync("/account");
        Assert.DoesNotContain(secret, later, StringComparison.Ordinal);
        Assert.Contains("laptop", later, StringComparison.Ordinal);

        var key = await server.InDatabaseAsync(db => db.ApiKeys.SingleAsync(row => row.AccountId == author.AccountId));
        await author.SendAsync("/account", new() { ["key"] = key.Id.ToString() }, "/account?handler=Revoke");
        Assert.NotNull(await server.InDatabaseAsync(db => db.ApiKeys.Where(row => row.Id == key.Id).Select(row => row.RevokedAt).SingleAsync()));
    }

    [Fact]
    public async Task SigningOutEndsTheSession()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        await author.SendAsync("/submissions", [], "/account/sign-out");
        Assert.Equal(HttpStatusCode.Redirect, (await author.OpenAsync("/submissions")).StatusCode);
    }

    private Task<bool> IsConfirmedAsync(string email) => server.InDatabaseAsync(db => db.Users.Where(row => row.Email == email).Select(row => row.EmailConfirmed).SingleAsync());

    private async Task<string> LinkToAsync(string email)
    {
        var mail = await server.InDatabaseAsync(db => db.OutgoingMails.Where(row => row.ToAddress == email).OrderByDescending(row => row.Id).FirstAsync());
        return new Uri(Link().Match(mail.TextBody).Value).PathAndQuery;
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();

    [GeneratedRegex("nm_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();
}
