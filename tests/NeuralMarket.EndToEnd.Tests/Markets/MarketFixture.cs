using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Testing.Services;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>
/// A running market: the real server executable as a child process with all its roles, on a free port, with the demo world's base network and held-out
/// images imported by the operator's commands. Tests of one collection share it, so each makes people and patches of its own.
/// </summary>
public abstract class MarketFixture(MarketStack stack) : IAsyncLifetime
{
    private const string Password = "a long enough password";
    private readonly string _folder = Directory.CreateTempSubdirectory("neuralmarket-market-").FullName;
    private MarketServices? _services;
    private int _people;

    /// <summary>What it stands on.</summary>
    public MarketStack Stack => stack;

    /// <summary>Where it listens, and what its mails and receipts name.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The process: to stop, kill and start it.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>Calls the API as a stranger.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>All settings of the server, <c>Section:Key</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = null!;

    /// <summary>Settings beside those that every test wants; a fixture of a test's own overrides it.</summary>
    protected virtual IReadOnlyDictionary<string, string> ExtraSettings => new Dictionary<string, string>();

    /// <summary>Whether it tests patches on changed photos, too, which takes each market some seconds of computing for the first patch of a kind.</summary>
    protected virtual bool ChangesPhotos => false;

    /// <summary>Why it cannot run here, or null when it can.</summary>
    protected virtual string? MissingReason => null;

    public async ValueTask InitializeAsync()
    {
        if (MissingReason is not null)
            return;
        var stop = TestContext.Current.CancellationToken;
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/");
        await stack.StartAsync(_folder, stop);
        Settings = AllSettings();
        Server = new ServerProcess(Settings, Address, Path.Combine(_folder, "server.log"));
        Http = new HttpClient { BaseAddress = Address };
        await SeedAsync(stop);
        await Server.StartAsync(stop);
        _services = new MarketServices(Settings);
    }

    /// <summary>This market; skips the test where it cannot run. A fixture cannot skip the tests that share it, so they ask.</summary>
    public MarketFixture OrSkip()
    {
        Assert.SkipUnless(MissingReason is null, MissingReason ?? "");
        return this;
    }

    /// <summary>Makes an account with a proven address, a password, an API key and roles (<see cref="Roles"/>); everybody is an author.</summary>
    public Task<Person> CreatePersonAsync(string name, params string[] roles) => _services!.DoAsync(async services =>
    {
        var stop = TestContext.Current.CancellationToken;
        var number = Interlocked.Increment(ref _people);
        var email = string.Create(CultureInfo.InvariantCulture, $"{name.Split(' ')[0].ToLowerInvariant()}{number}@people.example");
        var (outcome, account) = await services.GetRequiredService<AccountRegistration>().CreateAsync(email, $"{name} {number}", Password, stop);
        if (account is null)
            throw new InvalidOperationException($"{email}: {outcome}");
        foreach (var role in roles)
            await services.GetRequiredService<AccountRoles>().GrantAsync(null, account.Id, role, stop);
        var key = await services.GetRequiredService<ApiKeys>().IssueAsync(account.Id, "tests", stop);
        return new Person(account.Id, account.DisplayName, email, Password, key.Secret, Address);
    });

    /// <summary>Somebody who has an account already, with a new key; without a password.</summary>
    public Task<Person> OpenPersonAsync(Guid accountId) => _services!.DoAsync(async services =>
    {
        var stop = TestContext.Current.CancellationToken;
        var account = await services.GetRequiredService<MarketDb>().Users.FindAsync([accountId], stop)
            ?? throw new InvalidOperationException($"There is no account {accountId}.");
        var key = await services.GetRequiredService<ApiKeys>().IssueAsync(accountId, "tests", stop);
        return new Person(accountId, account.DisplayName, account.Email!, "", key.Secret, Address);
    });

    /// <summary>Runs one of the operator's commands on the market and gives back what it printed.</summary>
    public Task<string> OperateAsync(params string[] command) => ServerProgram.RunAsync(Settings, null, command, TestContext.Current.CancellationToken);

    /// <summary>Does something with the market's services in the tests' own process.</summary>
    public Task<T> DoAsync<TService, T>(Func<TService, Task<T>> action)
        where TService : notnull => _services!.DoAsync(services => action(services.GetRequiredService<TService>()));

    /// <summary>Looks into the rows.</summary>
    public Task<T> InDatabaseAsync<T>(Func<MarketDb, Task<T>> query) => _services!.InDatabaseAsync(query);

    /// <summary>Delivers a mail to the market's inbox.</summary>
    public Task DeliverAsync(MimeMessage message) => stack.DeliverAsync(message, TestContext.Current.CancellationToken);

    /// <summary>All mails that the market sent to somebody.</summary>
    public IReadOnlyList<MimeMessage> MailsTo(string address) => stack.MailsTo(address);

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        if (_services is not null)
            await _services.DisposeAsync();
        Http?.Dispose();
        await stack.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The base network, the held-out images and their features.</summary>
    protected virtual async Task SeedAsync(CancellationToken cancellationToken)
    {
        await ServerProgram.RunAsync(Settings, null, ["bases", "import", DemoWorld.BaseNetwork], cancellationToken);
        await ServerProgram.RunAsync(Settings, null, ["images", "import", DemoWorld.HeldOut, "--name", DemoWorld.BaseName, "--base", DemoWorld.BaseName], cancellationToken);
        await HeldOutFeatures.CopyToAsync(Path.Combine(_folder, "data", "features"));
    }

    private Dictionary<string, string> AllSettings()
    {
        Dictionary<string, string> settings = new()
        {
            ["Market:DataFolder"] = Path.Combine(_folder, "data"),
            ["Server:PublicUrl"] = Address.GetLeftPart(UriPartial.Authority),
            ["urls"] = Address.GetLeftPart(UriPartial.Authority),
            ["Server:WritesPerMinute"] = "100000",
            ["Server:SubmissionsPerHour"] = "100000",
            ["Verdict:Modes:robustness"] = ChangesPhotos ? "Shadow" : "Off",
            ["Looks:TestsInADay"] = "100000",
            ["Looks:TestsInWindow"] = "100000",
            ["Server:SignInsPerMinute"] = "100000",
            ["Server:StopSeconds"] = "5",
            ["Work:SweepSeconds"] = "0.5",
            ["Mail:Incoming:PollSeconds"] = "0.2",
            ["Mail:Incoming:TrustedAuthenticationServers:0"] = MarketStack.AuthenticationServer,
        };
        foreach (var (key, value) in stack.Settings.Concat(ExtraSettings))
            settings[key] = value;
        return settings;
    }
}
