using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Tests.Access;

/// <summary>Each on a market of its own without any account.</summary>
public sealed class FirstAdministratorTests : IAsyncLifetime
{
    private const string Email = "first@example.org";

    private readonly ServerFixture _market = new();

    public async ValueTask InitializeAsync()
    {
        await _market.InitializeAsync();
        await _market.InDatabaseAsync(db => db.Users.ExecuteDeleteAsync(Http.Stop));
    }

    [Fact]
    public async Task LinkWorksOnce()
    {
        var link = await CreateAsync();
        var (account, token) = MailedLink.PartsOf(link!);
        Assert.IsType<AccountOutcome.NotFound>(await ChoosePasswordAsync(account, token[..^4] + "AAAA", "a long enough sentence"));
        Assert.IsType<AccountOutcome.Done>(await ChoosePasswordAsync(account, token, "a long enough sentence"));
        Assert.IsType<AccountOutcome.NotFound>(await ChoosePasswordAsync(account, token, "another long sentence"));
    }

    [Fact]
    public async Task WeakPasswordLeavesTheLinkUnused()
    {
        var (account, token) = MailedLink.PartsOf((await CreateAsync())!);
        Assert.IsType<AccountOutcome.Refused>(await ChoosePasswordAsync(account, token, "short"));
        Assert.IsType<AccountOutcome.Done>(await ChoosePasswordAsync(account, token, "a long enough sentence"));
    }

    [Fact]
    public async Task ThereIsNoSecondOne()
    {
        Assert.NotNull(await CreateAsync());
        Assert.Null(await CreateAsync());
    }

    [Fact]
    public async Task ProcessesThatStartTogetherMakeOne()
    {
        var links = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(CreateAsync)));
        Assert.Single(links, link => link is not null);
        Assert.Equal(1, await _market.InDatabaseAsync(db => db.UserRoles.CountAsync(Http.Stop)));
    }

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    private Task<Uri?> CreateAsync() => _market.InScopeAsync(services => services.GetRequiredService<FirstAdministrator>().CreateAsync(Email, Http.Stop));

    private Task<AccountOutcome> ChoosePasswordAsync(Guid account, string token, string password) => _market.InScopeAsync(services =>
        services.GetRequiredService<AccountRegistration>().SetPasswordAsync(account, token, password, Http.Stop));
}
