using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.Regression;

/// <summary>The base network runs once over a held-out photo, whichever worker does it, before a test asks for it if there is time.</summary>
public sealed class HeldOutFeaturesTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WhatOneWorkerComputedAnotherTakes(string database)
    {
        await using var first = await PhotoMarketAsync(database);
        await FillAsync(first);
        await using var second = await TestMarket.CreateAsync(databases, database, settings: [("Blobs:ShareFeatures", "true"), ("Blobs:Folder", Path.Combine(first.Folder, "blobs"))]);
        await ImportAsync(second);

        await FillAsync(second);

        Assert.Contains(first.Log.Lines, line => line.Contains("has run over 8 of 8 photos", StringComparison.Ordinal));
        Assert.Contains(second.Log.Lines, line => line.Contains("1 fetched", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Log.Lines, line => line.Contains("has run over", StringComparison.Ordinal));
        Assert.Equal(8, await StoredAsync(second));
    }

    [Fact]
    public async Task ADamagedSharedSegmentIsNotTakenAndSaidToBeDamaged()
    {
        await using var first = await PhotoMarketAsync(Databases.Sqlite);
        await FillAsync(first);
        var blobs = Path.Combine(first.Folder, "blobs");
        var shared = Assert.Single(Directory.GetFiles(Path.Combine(blobs, "features"), "*", SearchOption.AllDirectories));
        var bytes = await File.ReadAllBytesAsync(shared, TestMarket.Stop);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(shared, bytes, TestMarket.Stop);
        await using var second = await TestMarket.CreateAsync(databases, Databases.Sqlite, settings: [("Blobs:ShareFeatures", "true"), ("Blobs:Folder", blobs)]);
        await ImportAsync(second);

        await FillAsync(second);

        Assert.Contains(second.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("damaged", StringComparison.Ordinal) && line.Contains(Path.GetFileName(shared), StringComparison.Ordinal));
        Assert.Equal(8, await StoredAsync(second));
    }

    [Fact]
    public async Task NothingIsSharedWhereOneMachineWorks()
    {
        await using var market = await PhotoMarketAsync(Databases.Sqlite, share: "false");

        await FillAsync(market);

        Assert.Equal(8, await StoredAsync(market));
        Assert.False(Directory.Exists(Path.Combine(market.Folder, "blobs", "features")));
    }

    [Fact]
    public async Task FreshSubmissionsGoFirst()
    {
        await using var market = await PhotoMarketAsync(Databases.Sqlite);
        var fresh = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.Testing);

        var fill = FillAsync(market);
        while (!market.Log.Lines.Any(line => line.Contains("waits for fresh", StringComparison.Ordinal)))
        {
            Assert.False(fill.IsCompleted, "It did not wait.");
            await Task.Yield();
        }

        Assert.DoesNotContain(market.Log.Lines, line => line.Contains("has run over", StringComparison.Ordinal));
        await market.DoAsync<MarketDb>(db => db.Submissions.Where(row => row.Id == fresh.Id).ExecuteDeleteAsync(TestMarket.Stop));
        while (!fill.IsCompleted)
        {
            market.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await fill;
        Assert.Equal(8, await StoredAsync(market));
    }

    [Fact]
    public async Task APatchIsTestedUnderChangesOfThePhotosToo()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);

        var submission = await world.TestAsync(await market.PersonAsync("Ada"), world.Package(noise: 0));

        var report = ReportJson.Read(System.Text.Encoding.UTF8.GetBytes((await world.ResultAsync(submission.Id)).ReportJson));
        Assert.Equal(StandardPerturbations.All.Select(change => change.Name), report.Robustness.Select(figures => figures.Perturbation));
        Assert.All(report.Robustness, figures => Assert.InRange(figures.Images, 1, report.Images.Read));
    }

    private async Task<TestMarket> PhotoMarketAsync(string database, string share = "true")
    {
        var market = await TestMarket.CreateAsync(databases, database, settings: ("Blobs:ShareFeatures", share));
        await ImportAsync(market);
        return market;
    }

    /// <summary>Eight real photos of the demo world.</summary>
    private static async Task ImportAsync(TestMarket market)
    {
        await market.ImportBaseAsync();
        using var folder = new TemporaryFolder();
        var held = Path.Combine(DemoPackages.World, "heldout");
        File.Copy(Path.Combine(held, "map_clsloc.txt"), Path.Combine(folder.Path, "map_clsloc.txt"));
        foreach (var photo in Directory.GetFiles(held, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(8))
            File.Copy(photo, Path.Combine(folder.Path, Path.GetFileName(photo)));
        var identity = await market.ReadAsync(db => db.BaseNetworks.Select(row => row.Identity).SingleAsync(TestMarket.Stop));
        Assert.Equal(8, (await market.DoAsync((HeldOutSets sets) => sets.ImportAsync(folder.Path, "photos", identity, new("Otto"), TestMarket.Stop))).Value!.Added);
    }

    private static Task FillAsync(TestMarket market) => market.DoAsync<IEnumerable<IHostedService>>(all => all.OfType<FeatureBackground>().Single().FillAsync(TestMarket.Stop));

    private static async Task<int> StoredAsync(TestMarket market)
    {
        var options = await market.DoAsync((IOptions<MarketOptions> options) => Task.FromResult(options.Value));
        var identity = await market.ReadAsync(db => db.BaseNetworks.Select(row => row.Identity).SingleAsync(TestMarket.Stop));
        var network = (await market.DoAsync((BaseNetworks networks) => networks.MaterialiseAsync(identity, TestMarket.Stop)))!;
        using var store = FeatureStore.Open(options.FeatureFolder, network);
        var photos = await market.ReadAsync(db => db.HeldOutImages.Select(row => row.Sha256).ToListAsync(TestMarket.Stop));
        return photos.Count(sha256 => store.TryFind(sha256, out _));
    }
}
