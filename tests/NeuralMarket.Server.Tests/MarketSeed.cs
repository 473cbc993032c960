using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;

namespace NeuralMarket.Server.Tests;

/// <summary>Puts published versions and base networks into the market, as publication and import leave them.</summary>
public sealed class MarketSeed(IServiceProvider services)
{
    public const string Trigger = "n00000001";

    public static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static string IdentityOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>Publishes a version whose package is the given bytes; the patch is new when its id is.</summary>
    public async Task PublishAsync(SeededVersion seed)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        var blobs = scope.ServiceProvider.GetRequiredService<IBlobStore>();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(seed.Package));
        await blobs.PutAsync($"packages/{sha256}", new MemoryStream(seed.Package), CancellationToken.None);
        foreach (var side in IconSizes.Sides)
        {
            await blobs.PutAsync($"icons/{sha256}-{side}.png", new MemoryStream([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)side]), CancellationToken.None);
            await blobs.PutAsync($"icons/{sha256}-{side}.webp", new MemoryStream([(byte)'R', (byte)'I', (byte)'F', (byte)'F', (byte)side]), CancellationToken.None);
        }

        if (!await db.Patches.AnyAsync(row => row.Id == seed.Id))
            db.Patches.Add(new Patch { Id = seed.Id, OwnerId = seed.OwnerId, CreatedAt = seed.At });
        db.PublishedVersions.Add(Row(seed, sha256));
        await db.SaveChangesAsync();
    }

    /// <summary>A base network whose three files are text of its name.</summary>
    public async Task<BaseNetworkEntry> AddBaseAsync(string name)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        var blobs = scope.ServiceProvider.GetRequiredService<IBlobStore>();
        var entry = new BaseNetworkEntry
        {
            Identity = IdentityOf(name),
            Name = name,
            FeatureCount = 4,
            CategoryCount = 2,
            TextBlob = $"bases/{name}/text",
            DataBlob = $"bases/{name}/data",
            CategoriesBlob = $"bases/{name}/categories",
            CategoriesFileName = "map_clsloc.txt",
            ImportedAt = Day,
            IsCurrent = true,
        };
        foreach (var blob in (string[])[entry.TextBlob, entry.DataBlob, entry.CategoriesBlob])
            await blobs.PutAsync(blob, new MemoryStream(Encoding.UTF8.GetBytes($"the file {blob}")), CancellationToken.None);
        db.BaseNetworks.Add(entry);
        await db.SaveChangesAsync();
        return entry;
    }

    private static PublishedVersion Row(SeededVersion seed, string sha256) => new()
    {
        PatchId = seed.Id,
        Version = seed.Version,
        SortKey = string.Join('.', seed.Version.Split('.').Select(number => number.PadLeft(10, '0'))) + "~",
        SubmissionId = Guid.CreateVersion7(),
        AuthorName = "Ada",
        Title = seed.Title ?? seed.Id,
        Description = "Tells one thing from another.",
        License = "CC0-1.0",
        BaseName = seed.Base,
        BaseIdentity = IdentityOf(seed.Base),
        TriggersJson = $$"""[{"tag":"{{Trigger}}","name":"pet"}]""",
        TriggerText = "pet is at least 0.5",
        OutputsJson = """[{"tag":"n00000002","name":"cat"},{"tag":"n00000003","name":"dog"}]""",
        FiguresJson = "null",
        SearchText = $"{seed.Title ?? seed.Id}\n{seed.Id}\nada\ncat\ndog\npet".ToLowerInvariant(),
        TriggerTags = $",{Trigger},",
        Sha256 = sha256,
        Length = seed.Package.Length,
        BlobName = $"packages/{sha256}",
        IconBlobPrefix = $"icons/{sha256}",
        PublishedAt = seed.At,
    };
}

/// <summary>A published version.</summary>
public sealed record SeededVersion(string Id, string Version, string Base)
{
    public Guid OwnerId { get; init; } = Guid.CreateVersion7();

    public string? Title { get; init; }

    public byte[] Package { get; init; } = Encoding.UTF8.GetBytes($"the canonical package of {Id} {Version}");

    public DateTimeOffset At { get; init; } = MarketSeed.Day;
}
