using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>
/// The market's services in the tests' own process, on the database and the blobs of the server under test: to make accounts quickly and to see what is
/// in the rows. They run no work.
/// </summary>
internal sealed class MarketServices : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public MarketServices(IReadOnlyDictionary<string, string> settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(configuration).AddMarket(configuration);
        services.AddDataProtection();
        services.AddSingleton<IAccountLinks, NoLinks>();
        services.AddMarketAccounts();
        _provider = services.BuildServiceProvider();
    }

    public async Task<T> DoAsync<T>(Func<IServiceProvider, Task<T>> action)
    {
        await using var scope = _provider.CreateAsyncScope();
        return await action(scope.ServiceProvider);
    }

    public Task<T> InDatabaseAsync<T>(Func<MarketDb, Task<T>> action) => DoAsync(services => action(services.GetRequiredService<MarketDb>()));

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>Accounts that the tests make come with their password; no link is ever mailed.</summary>
    private sealed class NoLinks : IAccountLinks
    {
        private static readonly Uri Nowhere = new("http://nowhere.invalid/");

        public Uri ConfirmEmail(Guid accountId, string token) => Nowhere;

        public Uri SetPassword(Guid accountId, string token) => Nowhere;

        public Uri SignIn() => Nowhere;
    }
}
