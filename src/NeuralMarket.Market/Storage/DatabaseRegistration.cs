using FluentValidation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NeuralMarket.Market.Storage;

/// <summary>Registers the database.</summary>
public static class DatabaseRegistration
{
    /// <summary><see cref="MarketDb"/> on SQLite, one file in the data folder, or on PostgreSQL.</summary>
    public static IServiceCollection AddMarketDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        DatabaseOptions options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        new DatabaseOptionsRules().ValidateAndThrow(options);
        if (options.IsPostgres)
        {
            services.AddDbContext<PostgresDb>(builder => builder.UseNpgsql(options.ConnectionString));
            return services.AddScoped<MarketDb>(provider => provider.GetRequiredService<PostgresDb>());
        }

        MarketOptions market = configuration.GetSection(MarketOptions.Section).Get<MarketOptions>() ?? new();
        services.AddDbContext<SqliteDb>(builder => builder.UseSqlite(SqliteConnectionString(options, market)).AddInterceptors(new SqliteWaits()));
        return services.AddScoped<MarketDb>(provider => provider.GetRequiredService<SqliteDb>());
    }

    /// <summary>Brings the database to this program's version.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        MarketDb db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        await db.Database.MigrateAsync(cancellationToken);
    }

    private static string SqliteConnectionString(DatabaseOptions options, MarketOptions market)
    {
        if (options.ConnectionString is string given)
        {
            return given;
        }

        Directory.CreateDirectory(market.DataFolder);
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(market.DataFolder, "market.db"), DefaultTimeout = 30 }.ToString();
    }
}

/// <summary>Checks <see cref="DatabaseOptions"/>.</summary>
public sealed class DatabaseOptionsRules : AbstractValidator<DatabaseOptions>
{
    /// <summary>Lists the rules.</summary>
    public DatabaseOptionsRules()
    {
        RuleFor(options => options.Provider).Must(provider => provider is "sqlite" or "postgres").WithMessage("Database:Provider is sqlite or postgres.");
        RuleFor(options => options.ConnectionString).NotEmpty().When(options => options.IsPostgres).WithMessage("Database:ConnectionString is needed for PostgreSQL.");
    }
}
