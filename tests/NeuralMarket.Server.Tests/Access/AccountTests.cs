using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Tests.Access;

public sealed class AccountTests(ServerFixture server)
{
    private const string Password = "a long enough sentence";

    [Fact]
    public async Task NewAccountIsOpenedByTheMailedLink()
    {
        const string email = "new@example.org";
        Assert.IsType<AccountOutcome.Done>(await SignUpAsync(email));
        var mail = await server.InDatabaseAsync(db => db.OutgoingMails.SingleAsync(row => row.ToAddress == email));
        var (account, token) = MailedLink.PartsOf(new Uri(mail.TextBody.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))));

        Assert.False(await IsConfirmedAsync(email));
        Assert.IsType<AccountOutcome.NotFound>(await ConfirmAsync(account, token + "x"));
        Assert.IsType<AccountOutcome.Done>(await ConfirmAsync(account, token));
        Assert.True(await IsConfirmedAsync(email));
    }

    [Fact]
    public async Task SigningUpNeverTellsWhetherAnAddressHasAnAccount()
    {
        const string email = "known@example.org";
        await SignUpAsync(email);
        Assert.Equal(new AccountOutcome.Done(), await SignUpAsync(email));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.Users.CountAsync(row => row.Email == email)));
    }

    [Theory]
    [InlineData("short", "account.password-short")]
    [InlineData("aaaaaaaaaaaaaaaa", "account.password-plain")]
    [InlineData("weak.password@example.org", "account.password-address")]
    public async Task WeakPasswordIsRefusedByName(string password, string code)
    {
        var outcome = await server.InScopeAsync(services => services.GetRequiredService<AccountRegistration>()
            .SignUpAsync(new SignUp("weak.password@example.org", "Weak", password), Http.Stop));
        Assert.Contains(code, Assert.IsType<AccountOutcome.Refused>(outcome).Problems.Select(problem => problem.Code));
    }

    private Task<AccountOutcome> SignUpAsync(string email) => server.InScopeAsync(services =>
        services.GetRequiredService<AccountRegistration>().SignUpAsync(new SignUp(email, "Somebody", Password), Http.Stop));

    private Task<AccountOutcome> ConfirmAsync(Guid account, string token) => server.InScopeAsync(services =>
        services.GetRequiredService<AccountRegistration>().ConfirmEmailAsync(account, token, Http.Stop));

    private Task<bool> IsConfirmedAsync(string email) => server.InDatabaseAsync(db => db.Users.Where(row => row.Email == email).Select(row => row.EmailConfirmed).SingleAsync());
}
