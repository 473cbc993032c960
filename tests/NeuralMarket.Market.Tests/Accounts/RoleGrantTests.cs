using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Accounts;

public sealed class RoleGrantTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TwoFirstGrantsOfARoleAtOnceBothSucceed(string database)
    {
        Rival rival = new();
        await using var market = await TestMarket.CreateAsync(databases, database, services => services
            .ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(rival))
            .ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(rival)));
        var ada = await market.PersonAsync("Ada");
        var ben = await market.PersonAsync("Ben");
        Task<AccountOutcome> GrantAsync(Account account) =>
            market.DoAsync<AccountRoles, AccountOutcome>(roles => roles.GrantAsync(null, account.Id, Roles.Curator, TestMarket.Stop));

        AccountOutcome? first = null;
        rival.Overtakes = async () => first = await GrantAsync(ben);
        var second = await GrantAsync(ada);

        Assert.Equal((true, true), (first is AccountOutcome.Done, second is AccountOutcome.Done));
        Assert.Equal(2, await market.ReadAsync(db => db.UserRoles.CountAsync(TestMarket.Stop)));
    }

    /// <summary>Does something in the instant before a new role is written.</summary>
    private sealed class Rival : SaveChangesInterceptor
    {
        public Func<Task>? Overtakes { get; set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Overtakes is { } overtakes && eventData.Context!.ChangeTracker.Entries<IdentityRole<Guid>>().Any(entry => entry.State == EntityState.Added))
            {
                Overtakes = null;
                await overtakes();
            }

            return result;
        }
    }

    [Fact]
    public async Task LastAdministratorStaysOne()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var first = await market.PersonAsync("Otto", Roles.Admin);
        var second = await market.PersonAsync("Olga", Roles.Admin);

        Assert.IsType<AccountOutcome.Done>(await market.DoAsync((AccountRoles roles) => roles.WithdrawAsync(null, first.Id, Roles.Admin, TestMarket.Stop)));
        var last = await market.DoAsync((AccountRoles roles) => roles.WithdrawAsync(null, second.Id, Roles.Admin, TestMarket.Stop));

        Assert.Equal("account.last-admin", Assert.IsType<AccountOutcome.Refused>(last).Problems.Single().Code);
    }
}
