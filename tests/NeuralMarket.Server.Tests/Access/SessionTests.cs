using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Access;

namespace NeuralMarket.Server.Tests.Access;

public sealed class SessionTests(ServerFixture server)
{
    private const string Password = "a long enough sentence";

    private readonly HttpClient _browser = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    [Fact]
    public async Task SessionReadsTheApiWithoutAKey()
    {
        await MakeAsync("session.reads@example.org");
        Assert.Equal(nameof(SignInOutcome.SignedIn), await SignInAsync("session.reads@example.org", Password));
        await _browser.GetAsync("/api/v1/submissions", HttpStatusCode.OK);
    }

    [Fact]
    public async Task ChangingCallWithASessionNeedsItsToken()
    {
        await MakeAsync("session.writes@example.org");
        await SignInAsync("session.writes@example.org", Password);
        await (await _browser.SubmitAsync([1, 2, 3])).AssertProblemAsync(HttpStatusCode.BadRequest, "antiforgery.missing");

        _browser.DefaultRequestHeaders.Add("RequestVerificationToken", await _browser.GetStringAsync(SessionDoor.Token, Http.Stop));
        await (await _browser.SubmitAsync([1, 2, 3])).JsonAsync(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task WrongPasswordAndUnknownAddressAreAnsweredAlike()
    {
        await MakeAsync("session.wrong@example.org");
        Assert.Equal(nameof(SignInOutcome.Wrong), await SignInAsync("session.wrong@example.org", "another long sentence"));
        Assert.Equal(nameof(SignInOutcome.Wrong), await SignInAsync("session.nobody@example.org", "another long sentence"));
    }

    [Fact]
    public async Task ManyWrongPasswordsLockTheAccount()
    {
        await MakeAsync("session.locked@example.org");
        for (var tries = 0; tries < 8; tries++)
            await SignInAsync("session.locked@example.org", "another long sentence");
        Assert.Equal(nameof(SignInOutcome.LockedOut), await SignInAsync("session.locked@example.org", Password));
    }

    [Fact]
    public async Task UnprovenAddressIsToldOnlyWithTheRightPassword()
    {
        const string email = "session.unproven@example.org";
        await server.InScopeAsync(services => services.GetRequiredService<AccountRegistration>().SignUpAsync(new SignUp(email, "Unproven", Password), Http.Stop));
        Assert.Equal(nameof(SignInOutcome.Wrong), await SignInAsync(email, "another long sentence"));
        Assert.Equal(nameof(SignInOutcome.NotConfirmed), await SignInAsync(email, Password));
    }

    private Task<(AccountOutcome Outcome, Account? Account)> MakeAsync(string email) => server.InScopeAsync(services =>
        services.GetRequiredService<AccountRegistration>().CreateAsync(email, "Somebody", Password, Http.Stop));

    private async Task<string> SignInAsync(string email, string password)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = email, ["password"] = password });
        return await (await _browser.PostAsync(SessionDoor.SignIn, form, Http.Stop)).Content.ReadAsStringAsync(Http.Stop);
    }
}
