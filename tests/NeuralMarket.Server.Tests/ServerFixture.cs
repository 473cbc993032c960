using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Work;
using NeuralMarket.Server.Tests;

[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace NeuralMarket.Server.Tests;

/// <summary>The real server with the role web on SQLite and a folder of blobs, in a temporary folder. Nothing works on submissions: they stay where they are put.</summary>
public sealed class ServerFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string MetricsToken = "metrics-token-of-the-tests";

    private int _accounts;

    public string Folder { get; } = Directory.CreateTempSubdirectory("neuralmarket-server-").FullName;

    public MarketSeed Seed => new(Services);

    /// <summary>Starts the server once, before the tests run side by side.</summary>
    public ValueTask InitializeAsync()
    {
        StartServer();

        // The job engine's log is static and the latest server's; it is asked for once, with the first job: now, while this server lives.
        Services.GetRequiredService<IWorkQueue>().WakeOutbox();
        return ValueTask.CompletedTask;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in Settings())
            builder.UseSetting(key, value);
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, SessionDoor>());
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["Market:DataFolder"] = Folder,
        ["Server:Roles"] = "web",
        ["Server:PublicUrl"] = "http://market.test",
        ["Server:WritesPerMinute"] = "100000",
        ["Server:SubmissionsPerHour"] = "100000",
        ["Server:MetricsToken"] = MetricsToken,
        ["Mail:Outgoing:Transport"] = "maildir",
        ["Mail:Outgoing:Maildir"] = Path.Combine(Folder, "outgoing"),
        ["Mail:Incoming:Source"] = "none",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    /// <summary>A client that acts as a new account by its key.</summary>
    public async Task<TestCaller> CallerAsync(params string[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        var number = Interlocked.Increment(ref _accounts);
        var (_, account) = await scope.ServiceProvider.GetRequiredService<AccountRegistration>()
            .CreateAsync($"person{number}@example.org", $"Person {number}", null, CancellationToken.None);
        foreach (var role in roles)
            await scope.ServiceProvider.GetRequiredService<AccountRoles>().GrantAsync(null, account!.Id, role, CancellationToken.None);
        var key = await scope.ServiceProvider.GetRequiredService<ApiKeys>().IssueAsync(account!.Id, "test", CancellationToken.None);
        var http = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        return new TestCaller(account.Id, http, key);
    }

    /// <summary>Does something with the market's services.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> action)
    {
        await using var scope = Services.CreateAsyncScope();
        return await action(scope.ServiceProvider);
    }

    public Task<T> InDatabaseAsync<T>(Func<MarketDb, Task<T>> action) => InScopeAsync(services => action(services.GetRequiredService<MarketDb>()));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>Somebody with an account and a key.</summary>
public sealed record TestCaller(Guid AccountId, HttpClient Http, IssuedApiKey Key);
