using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Publication;

namespace NeuralMarket.Market.Storage;

/// <summary>The market's rows in PostgreSQL.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : MarketDb(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // Ordinal order, as in SQLite and in C#: the order of versions and of pages depends on it.
        builder.Entity<PublishedVersion>().Property(row => row.SortKey).UseCollation("C");
        builder.Entity<PublishedVersion>().Property(row => row.PatchId).UseCollation("C");
        builder.Entity<Patch>().Property(row => row.Id).UseCollation("C");
        builder.Entity<PublishedVersion>().Property(row => row.Title).UseCollation("C");
    }
}
