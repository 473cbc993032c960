using FluentValidation;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Catalogue;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Intake;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Receipts;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Routing;
using NeuralMarket.Market.Secrets;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Validation;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Splits;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market;

/// <summary>Registers the market.</summary>
public static class MarketRegistration
{
    /// <summary>What every role needs: database, blobs, queries, what people can do, and the queue that wakes workers.</summary>
    public static IServiceCollection AddMarket(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<MarketOptions>(configuration.GetSection(MarketOptions.Section));
        services.Configure<PublicAddress>(configuration.GetSection(PublicAddress.Section));
        services.Configure<InferenceOptions>(configuration.GetSection(InferenceOptions.Section));
        services.AddCheckedOptions<WorkOptions, WorkOptionsRules>(configuration.GetSection(WorkOptions.Section));
        services.AddMarketDatabase(configuration).AddMarketBlobs(configuration).AddMarketMail(configuration);

        services.AddCheckedOptions<SplitSettings, SplitSettingsRules>(configuration.GetSection(SplitSettings.Section));
        services.AddCheckedOptions<ReceiptOptions, ReceiptOptionsRules>(configuration.GetSection(ReceiptOptions.Section));
        services.Configure<KeyFolderOptions>(configuration.GetSection(KeyFolderOptions.Section));
        services.AddSingleton<KeyFolder>().AddSingleton<SplitKey>().AddSingleton<ReceiptKey>().AddScoped<TestReceipts>();
        services.AddSingleton(LimitsOf(configuration)).AddScoped<Lineages>().AddScoped<HeldOutSplits>();

        services.AddSingleton<SubmissionRoad>().AddSingleton<SubmissionMails>();
        services.AddScoped<SubmissionIntake>().AddScoped<SubmissionQueries>().AddScoped<AuthorActions>();
        services.AddScoped<CatalogueRetests>().AddScoped<ReviewTasks>();
        services.AddScoped<ReviewDesk>().AddScoped<ReviewQueries>();
        services.AddScoped<CatalogueQueries>().AddScoped<EntryStatusChanges>().AddScoped<StuckWork>();
        services.AddSingleton<OpenedNetworks>().AddScoped<BaseNetworks>().AddScoped<HeldOutSets>();
        services.AddSingleton<HeldOutContent>().AddScoped<HeldOutVersions>().AddScoped<HeldOutCuration>().AddScoped<HeldOutExport>().AddScoped<WaitingForImages>();
        services.AddSingleton<PreviewDrawing>().AddScoped<HeldOutPreviews>();
        services.AddHangfire((provider, engine) => UseStorage(engine, configuration));
        return services.AddSingleton<IWorkQueue, HangfireWorkQueue>();
    }

    /// <summary>What the role <c>worker</c> needs besides: the stages, the workers, the sweep and the watchdog.</summary>
    public static IServiceCollection AddMarketWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        VerdictOptions verdicts = configuration.GetSection("Verdict").Get<VerdictOptions>() ?? VerdictOptions.Default;
        if (verdicts.Problems() is { Count: > 0 } problems)
        {
            throw new OptionsValidationException("Verdict", typeof(VerdictOptions), problems);
        }

        services.AddSingleton(verdicts);
        services.AddSingleton<InferenceEngine>().AddSingleton<FeatureProgress>().AddSingleton<HeldOutFeatures>().AddSingleton<FreshTests>().AddSingleton<SubmissionWorker>();
        services.AddScoped<PatchTesting>().AddScoped<TestWaits>().AddScoped<RetestBatch>().AddSingleton<RetestWorker>();
        services.AddScoped<PublishedPackages>().AddSingleton<OpenedLayers>().AddScoped<PublishedLayers>().AddScoped<Watchdog>().AddSingleton<NameRules>();
        services.AddSingleton<IValidator<ReviewCandidate>, ReviewRequirements>();
        services.AddScoped<ISubmissionStage, ReceptionStage>().AddScoped<ISubmissionStage, ValidationStage>().AddScoped<ISubmissionStage, RegressionStage>();
        services.AddScoped<ISubmissionStage, RoutingStage>().AddScoped<ISubmissionStage, PublicationStage>();
        WorkOptions work = configuration.GetSection(WorkOptions.Section).Get<WorkOptions>() ?? new();
        services.AddHangfireServer(server => server.WithQueue(WorkJobs.Default, work.Workers)).AddHangfireServer(server => server.WithQueue(WorkJobs.Mail, 1));
        services.AddHangfireServer(server => server.WithQueue(WorkJobs.Tests, work.Testers)).AddHangfireServer(server => server.WithQueue(WorkJobs.Retests, 1));
        return services.AddHostedService<Sweep>().AddHostedService<FeatureBackground>();
    }

    private static LookLimits LimitsOf(IConfiguration configuration)
    {
        LookLimits limits = configuration.GetSection("Looks").Get<LookLimits>() ?? new();
        return limits.Problems() is { Count: > 0 } problems ? throw new OptionsValidationException("Looks", typeof(LookLimits), problems) : limits;
    }

    /// <summary>Each queue has workers of its own: mails do not wait for tests.</summary>
    private static void WithQueue(this BackgroundJobServerOptions server, string queue, int workers)
    {
        server.Queues = [queue];
        server.WorkerCount = workers;
        server.StopTimeout = TimeSpan.FromSeconds(5);
        server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
    }

    private static void UseStorage(IGlobalConfiguration engine, IConfiguration configuration)
    {
        engine.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
        DatabaseOptions database = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        if (!database.IsPostgres)
        {
            engine.UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) });
            return;
        }

        PostgreSqlStorageOptions options = new()
        {
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromSeconds(30),
            EnableLongPolling = true,
            DistributedLockTimeout = TimeSpan.FromSeconds(30),
            QueuePollInterval = TimeSpan.FromSeconds(1),
        };
        engine.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(database.ConnectionString), options);
    }
}
