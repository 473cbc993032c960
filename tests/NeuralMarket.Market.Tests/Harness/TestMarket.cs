using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Intake;
using NeuralMarket.Market.Intake.Mail;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.Harness;

/// <summary>One market: its services on a database of its own, a clock that stands still, a queue that remembers, a transport that obeys.</summary>
public sealed class TestMarket : IAsyncDisposable
{
    /// <summary>A Wednesday, so that days of work and days of the calendar differ by the end of the week.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private int _people;

    private TestMarket(Dictionary<string, string?> settings, Action<IServiceCollection>? change)
    {
        settings["Market:DataFolder"] = _folder.Path;
        settings["Server:PublicUrl"] = "https://market.test";
        settings["Inference:Device"] = "reference";
        settings["Mail:Incoming:TrustedAuthenticationServers:0"] = "mx.market.test";
        settings["Mail:Outgoing:From"] = "NeuralMarket <market@market.test>";
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSingleton(configuration).AddLogging(logs => logs.AddProvider(Log).AddFilter("NeuralMarket", LogLevel.Debug)).AddSingleton<TimeProvider>(Time);
        services.AddDataProtection();
        services.AddMarket(configuration).AddMarketWorkers(configuration).AddMarketMailIntake(configuration);
        services.AddMarketAccounts();
        services.AddSingleton<IAccountLinks, NoLinks>();
        services.RemoveAll<IWorkQueue>().AddSingleton<IWorkQueue>(Queue);
        services.RemoveAll<IMailTransport>().AddSingleton<IMailTransport>(Post);
        change?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public RecordingQueue Queue { get; } = new();

    public TestTransport Post { get; } = new();

    public RecordingLog Log { get; } = new();

    public string Folder => _folder.Path;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TestMarket> CreateAsync(Databases databases, string provider, Action<IServiceCollection>? change = null, params (string Key, string Value)[] settings)
    {
        var all = await databases.CreateAsync(provider);
        foreach (var (key, value) in settings)
            all[key] = value;
        return new(all, change);
    }

    /// <summary>Does something with services of a scope of its own.</summary>
    public async Task<T> DoAsync<TService, T>(Func<TService, Task<T>> action)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task DoAsync<TService>(Func<TService, Task> action)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await action(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> ReadAsync<T>(Func<MarketDb, Task<T>> query) => DoAsync(query);

    public Task<Submission> FindAsync(Guid id) =>
        ReadAsync(db => db.Submissions.AsNoTracking().Include(row => row.Attempts).SingleAsync(row => row.Id == id, Stop));

    public Task<List<OutgoingMail>> MailsAsync() => ReadAsync(db => db.OutgoingMails.AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(Stop));

    /// <summary>Runs what the system owes a submission, as a worker does.</summary>
    public Task AdvanceAsync(Guid submission) => DoAsync<SubmissionWorker>(worker => worker.AdvanceAsync(submission, WorkKind.Other, Stop));

    internal Task WatchAsync() => DoAsync<Watchdog>(watchdog => watchdog.ActAsync(Stop));

    public Task SendMailAsync() => DoAsync<IOutbox>(outbox => outbox.SendDueAsync(Stop));

    /// <summary>An account with a proven address and roles.</summary>
    public async Task<Account> PersonAsync(string name, params string[] roles)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = $"{name.ToLowerInvariant()}{++_people}@people.test",
            Email = $"{name.ToLowerInvariant()}{_people}@people.test",
            DisplayName = name,
            EmailConfirmed = true,
            CreatedAt = Time.GetUtcNow(),
        };
        await DoAsync<UserManager<Account>>(async users => Assert.True((await users.CreateAsync(account)).Succeeded));
        foreach (var role in roles)
            await DoAsync<AccountRoles>(accounts => accounts.GrantAsync(null, account.Id, role, Stop));
        return account;
    }

    /// <summary>A submission as it stands after it came into a state, with its file in quarantine.</summary>
    public async Task<Submission> SubmissionAsync(Account author, SubmissionState state, byte[]? package = null, Action<Submission>? change = null)
    {
        var content = package ?? RandomNumberGenerator.GetBytes(64);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        await DoAsync<IBlobStore>(blobs => blobs.PutAsync($"quarantine/{sha256}.specialneurons", new MemoryStream(content), Stop));
        var now = Time.GetUtcNow();
        var submission = new Submission
        {
            AuthorId = author.Id,
            State = state,
            StateSince = now,
            DeadlineAt = SubmissionTransitions.DeadlineOf(state, now),
            CreatedAt = now,
            Title = "Which boat?",
            PatchId = "which-boat",
            PatchVersion = "1.0.0",
            WorkDueAt = SubmissionTransitions.OwnerOf(state) == StateOwner.System || state is SubmissionState.AwaitingReview or SubmissionState.Approved ? now : null,
            PublishAt = state == SubmissionState.Approved ? now : null,
        };
        submission.Attempts.Add(new Attempt
        {
            SubmissionId = submission.Id,
            Number = 1,
            FileName = "which-boat.specialneurons",
            Sha256 = sha256,
            Length = content.Length,
            BlobName = $"quarantine/{sha256}.specialneurons",
            ReceivedAt = now,
            DuplicateKey = $"{author.Id:N}:{sha256}",
        });
        change?.Invoke(submission);
        await DoAsync<MarketDb>(async db =>
        {
            db.Submissions.Add(submission);
            await db.SaveChangesAsync(Stop);
        });
        return submission;
    }

    public Task<IntakeOutcome> ReceiveAsync(Account author, byte[] content, string? idempotencyKey = null, Guid? forSubmission = null) =>
        DoAsync((SubmissionIntake intake) => intake.ReceiveAsync(
            new IncomingPackage
            {
                AuthorId = author.Id,
                FileName = "which-boat.specialneurons",
                Content = new MemoryStream(content),
                IdempotencyKey = idempotencyKey,
                ForSubmission = forSubmission,
            },
            Stop));

    public Task ImportBaseAsync() => DoAsync<BaseNetworks>(async networks =>
        Assert.NotNull((await networks.ImportAsync(Path.Combine(DemoPackages.World, "base", "demo-world.txt"), Stop)).Value));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class NoLinks : IAccountLinks
    {
        public Uri ConfirmEmail(Guid accountId, string token) => new("https://market.test/confirm");

        public Uri SetPassword(Guid accountId, string token) => new("https://market.test/password");

        public Uri SignIn() => new("https://market.test/sign-in");
    }
}
