using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Storage;
using NeuralMarket.Testing.Services;

[assembly: AssemblyFixture(typeof(NeuralMarket.Market.Tests.Harness.Databases))]

namespace NeuralMarket.Market.Tests.Harness;

/// <summary>Fresh databases, migrated once and copied for every test.</summary>
public sealed class Databases : IAsyncLifetime
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
    private const string Template = "template_market";

    private readonly string _folder = Directory.CreateTempSubdirectory("neuralmarket-databases-").FullName;
    private readonly SemaphoreSlim _copying = new(1);
    private PostgresServer? _postgres;
    private int _databases;

    /// <summary>The data of a theory that must hold on both.</summary>
    public static TheoryData<string> All => [Sqlite, Postgres];

    private string TemplateFile => Path.Combine(_folder, "template.db");

    public async ValueTask InitializeAsync()
    {
        await using (var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite($"Data Source={TemplateFile};Pooling=false").Options))
            await db.Database.MigrateAsync();
        if (PostgresServer.MissingReason is null)
        {
            _postgres = await PostgresServer.StartAsync(CancellationToken.None);
            await using var db = OpenPostgres(_postgres.ConnectionString(Template));
            await db.Database.MigrateAsync();
            Npgsql.NpgsqlConnection.ClearAllPools();
        }
    }

    /// <summary>Settings of a new database with all tables and no rows.</summary>
    public async Task<Dictionary<string, string?>> CreateAsync(string provider)
    {
        var name = $"market{Interlocked.Increment(ref _databases)}";
        if (provider == Sqlite)
        {
            var file = Path.Combine(_folder, name + ".db");
            File.Copy(TemplateFile, file);
            return new() { ["Database:Provider"] = Sqlite, ["Database:ConnectionString"] = $"Data Source={file}" };
        }

        Assert.SkipWhen(_postgres is null, PostgresServer.MissingReason ?? "");
        await _copying.WaitAsync();
        try
        {
            await using var server = Npgsql.NpgsqlDataSource.Create(_postgres.DefaultConnectionString + ";Pooling=false");
            await using var create = server.CreateCommand($"CREATE DATABASE {name} TEMPLATE {Template}");
            await create.ExecuteNonQueryAsync();
        }
        finally
        {
            _copying.Release();
        }

        return new() { ["Database:Provider"] = Postgres, ["Database:ConnectionString"] = _postgres.ConnectionString(name) + ";Maximum Pool Size=10" };
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        _copying.Dispose();
    }

    private static PostgresDb OpenPostgres(string connectionString) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connectionString + ";Pooling=false").Options);
}
