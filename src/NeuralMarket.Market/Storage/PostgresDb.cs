using Microsoft.EntityFrameworkCore;

namespace NeuralMarket.Market.Storage;

/// <summary>The market's rows in PostgreSQL.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : MarketDb(options);
