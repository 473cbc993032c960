using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Storage;

/// <summary>The market's rows. <see cref="SqliteDb"/> and <see cref="PostgresDb"/> are the same model on two databases.</summary>
public abstract class MarketDb(DbContextOptions options) : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options)
{
    /// <summary>Keys with which programs act for accounts.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Submissions.</summary>
    public DbSet<Submission> Submissions => Set<Submission>();

    /// <summary>The files sent for them.</summary>
    public DbSet<Attempt> Attempts => Set<Attempt>();

    /// <summary>What validation said.</summary>
    public DbSet<SubmissionFinding> Findings => Set<SubmissionFinding>();

    /// <summary>What the regression test found.</summary>
    public DbSet<TestResult> TestResults => Set<TestResult>();

    /// <summary>Whose attempts belong together.</summary>
    public DbSet<Lineage> Lineages => Set<Lineage>();

    /// <summary>Looks at held-out photos.</summary>
    public DbSet<SpentLook> Looks => Set<SpentLook>();

    /// <summary>What authors were told.</summary>
    public DbSet<ReleasedFigures> ReleasedFigures => Set<ReleasedFigures>();

    /// <summary>Published versions tested again.</summary>
    public DbSet<Retest> Retests => Set<Retest>();

    /// <summary>What they consist of.</summary>
    public DbSet<RetestItem> RetestItems => Set<RetestItem>();

    /// <summary>Published versions that a person should look at.</summary>
    public DbSet<ReviewTask> ReviewTasks => Set<ReviewTask>();

    /// <summary>Who reviews what.</summary>
    public DbSet<Assignment> Assignments => Set<Assignment>();

    /// <summary>What reviewers said.</summary>
    public DbSet<ReviewDecision> Decisions => Set<ReviewDecision>();

    /// <summary>What happened.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>Published patches.</summary>
    public DbSet<Patch> Patches => Set<Patch>();

    /// <summary>Their versions.</summary>
    public DbSet<PublishedVersion> PublishedVersions => Set<PublishedVersion>();

    /// <summary>The outbox.</summary>
    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    /// <summary>Mails that were taken in.</summary>
    public DbSet<ReceivedMail> ReceivedMails => Set<ReceivedMail>();

    /// <summary>Base networks.</summary>
    public DbSet<BaseNetworkEntry> BaseNetworks => Set<BaseNetworkEntry>();

    /// <summary>Held-out sets.</summary>
    public DbSet<HeldOutSet> HeldOutSets => Set<HeldOutSet>();

    /// <summary>Their images.</summary>
    public DbSet<HeldOutImage> HeldOutImages => Set<HeldOutImage>();

    /// <summary>What was said of them.</summary>
    public DbSet<HeldOutLabel> HeldOutLabels => Set<HeldOutLabel>();

    /// <summary>The sets' versions.</summary>
    public DbSet<HeldOutVersion> HeldOutVersions => Set<HeldOutVersion>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        SubmissionModel.Configure(builder);
        CatalogueModel.Configure(builder);
        MailModel.Configure(builder);
        TestingModel.Configure(builder);
        builder.Entity<ApiKey>(key =>
        {
            key.HasIndex(row => row.KeyHash).IsUnique();
            key.HasIndex(row => row.AccountId);
        });
        builder.Entity<BaseNetworkEntry>().HasKey(row => row.Identity);
        HeldOutModel.Configure(builder);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }
}
