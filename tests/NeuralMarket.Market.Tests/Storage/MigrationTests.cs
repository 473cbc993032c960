using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Storage;

public sealed class MigrationTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TheMigrationsMakeTheModelThatTheProgramHas(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        await market.DoAsync<NeuralMarket.Market.Storage.MarketDb>(async db =>
        {
            Assert.False(db.Database.HasPendingModelChanges(), "The model changed without a migration; see the README of NeuralMarket.Market.");
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestMarket.Stop));
            Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync(TestMarket.Stop));
        });
    }
}
