using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Splits;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Market.Regression;

/// <summary>
/// Runs new base networks over held-out photos, and all of them over new photos and new changes of photos, before a test asks for it. Gives way to fresh
/// submissions. A test that comes first computes what it needs itself: this only saves it the time.
/// </summary>
internal sealed class FeatureBackground(
    IServiceScopeFactory scopes, HeldOutFeatures features, FreshTests fresh, VerdictOptions verdicts, TimeProvider time, ILogger<FeatureBackground> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, string> _filled = [];

    /// <summary>Fills the stores of all base networks that have photos, as far as anything has changed since it was last done.</summary>
    internal async Task FillAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        MarketDb db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        foreach (string identity in await db.BaseNetworks.Where(row => row.IsCurrent).Select(row => row.Identity).ToListAsync(cancellationToken))
        {
            string state = await StateAsync(db, identity, cancellationToken);
            if (_filled.GetValueOrDefault(identity) != state && await TryAsync(() => FillAsync(scope.ServiceProvider, identity, cancellationToken), cancellationToken))
            {
                _filled[identity] = state;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(() => FillAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is computed stays; the next start goes on.
        }
    }

    /// <summary>What breaks for one base network, or while the database is away, is tried again and holds up nothing else.</summary>
    private async Task<bool> TryAsync(Func<Task> fill, CancellationToken cancellationToken)
    {
        try
        {
            await fill();
            return true;
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(broken, "Held-out photos could not be computed ahead; it is tried again in {PauseSeconds} s", Pause.TotalSeconds);
            return false;
        }
    }

    /// <summary>What the store of a base network depends on.</summary>
    private static async Task<string> StateAsync(MarketDb db, string identity, CancellationToken cancellationToken)
    {
        List<string> sets = await db.HeldOutSets.Where(row => row.BaseIdentity == identity).OrderBy(row => row.Name).Select(row => row.Hash).ToListAsync(cancellationToken);
        int versions = await db.PublishedVersions.CountAsync(row => row.BaseIdentity == identity, cancellationToken);
        return $"{string.Join(' ', sets)} {versions}";
    }

    private async Task FillAsync(IServiceProvider services, string identity, CancellationToken cancellationToken)
    {
        await fresh.GoFirstAsync(cancellationToken);
        BaseNetwork? network = await services.GetRequiredService<BaseNetworks>().MaterialiseAsync(identity, cancellationToken);
        DividedImages? images = network is null ? null : await services.GetRequiredService<HeldOutSets>().MaterialiseAsync(identity, cancellationToken);
        if (network is null || images is null)
        {
            return;
        }

        using FeatureStore store = features.Open(network);
        await features.FillAsync(images.Images, store, network, fresh.GoFirstAsync, cancellationToken);
        if (verdicts.ChangesPhotos)
        {
            await ChangePhotosAsync(services, network, images, store, cancellationToken);
        }
    }

    /// <summary>Published patches are likely to be followed by their next versions.</summary>
    private async Task ChangePhotosAsync(IServiceProvider services, BaseNetwork network, DividedImages images, FeatureStore store, CancellationToken cancellationToken)
    {
        string identity = network.Identity;
        LabelledImageSet gate = SplitTest.Of(images.Images, images.Splits, Split.Gate);
        PublishedPackages published = services.GetRequiredService<PublishedPackages>();
        foreach (string patch in await PatchesAsync(services.GetRequiredService<MarketDb>(), identity, cancellationToken))
        {
            if (await published.FindLatestAsync(patch, identity, cancellationToken) is PatchPackage package)
            {
                LabelledImageSet sample = RobustnessSample.Choose(package, network, await published.FindParentsAsync(package, cancellationToken), gate);
                await features.FillPerturbedAsync(sample, store, network, fresh.GoFirstAsync, cancellationToken);
            }
        }
    }

    private static Task<List<string>> PatchesAsync(MarketDb db, string identity, CancellationToken cancellationToken) => db.PublishedVersions
        .Where(row => row.BaseIdentity == identity && row.Status != EntryStatus.Revoked).Select(row => row.PatchId).Distinct().OrderBy(id => id).ToListAsync(cancellationToken);
}
