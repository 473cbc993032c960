using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;
using NeuralMarket.Regression.Features;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.Harness;

/// <summary>
/// Held-out photos of boats and houses whose features are made up and in the store already, so that the base network need not run and a test chooses how
/// good a layer is. Feature k of a photo of boat k is 1; all others are noise.
/// </summary>
internal sealed class HeldOutWorld(TestMarket market, BaseNetwork network)
{
    private const int FirstBoat = 80000101;
    private const int House = 80000002;
    private const int Boats = 3;
    private const int PhotosOfEach = 100;

    /// <summary>
    /// A market that divides sets as small as this one, and under a key that never changes: under a key of its own, every fortieth market or so would have fewer than 20
    /// photos of a boat in the feedback split (30 of 100 expected), and would then rightly report none.
    /// </summary>
    public static Task<TestMarket> MarketAsync(Databases databases, string database) => TestMarket.CreateAsync(
        databases, database, settings: [("Splits:FewestToSplit", "50"), ("Splits:Key", Convert.ToBase64String("a key for tests that stays"u8))]);

    /// <summary>Imports the demo world's base network and adds the photos.</summary>
    public static async Task<HeldOutWorld> CreateAsync(TestMarket market)
    {
        await market.ImportBaseAsync();
        var entry = await market.ReadAsync(db => db.BaseNetworks.SingleAsync(TestMarket.Stop));
        var network = await market.DoAsync((BaseNetworks networks) => networks.MaterialiseAsync(entry.Identity, TestMarket.Stop));
        var world = new HeldOutWorld(market, network!);
        await world.AddPhotosAsync();
        return world;
    }

    /// <summary>A package of the boat patch whose layer is right on all photos when <paramref name="noise"/> is 0, on about two thirds when it is 1.</summary>
    public byte[] Package(double noise, string version = "1.0.0", string id = "which-boat", int seed = 1, Func<Manifest, Manifest>? change = null)
    {
        var package = DemoPackages.Open("which-boat-1.0.0");
        var random = new Random(seed);
        var weights = new float[Boats * network.Definition.FeatureCount];
        for (var output = 0; output < Boats; output++)
        {
            for (var feature = 0; feature < network.Definition.FeatureCount; feature++)
                weights[(output * network.Definition.FeatureCount) + feature] = feature < Boats ? (feature == output ? 4 : 0) : (float)(4 * noise * Normal(random));
        }

        var manifest = package.Manifest with { Id = id, Version = DemoPackages.Version(version) };
        return CanonicalPackage.Write(package with
        {
            Manifest = change is null ? manifest : change(manifest),
            Weights = new(ElementType.F32, Boats, network.Definition.FeatureCount, weights, new float[Boats]),
        });
    }

    /// <summary>A submission that is to be tested now, after its test.</summary>
    public async Task<Submission> TestAsync(Account author, byte[] package)
    {
        var submission = await AddAsync(author, package, SubmissionState.Testing);
        await TestAgainAsync(submission.Id);
        return await market.FindAsync(submission.Id);
    }

    /// <summary>Does what a worker for tests does.</summary>
    public Task TestAgainAsync(Guid submission) => market.DoAsync<SubmissionWorker>(worker => worker.AdvanceAsync(submission, WorkKind.Test, TestMarket.Stop));

    /// <summary>Tests, approves and publishes.</summary>
    public async Task<Submission> PublishAsync(Account author, byte[] package)
    {
        var submission = await TestAsync(author, package);
        await market.DoAsync<MarketDb>(db => db.Submissions.Where(row => row.Id == submission.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, SubmissionState.Approved).SetProperty(row => row.WorkDueAt, market.Time.GetUtcNow()).SetProperty(row => row.PublishAt, market.Time.GetUtcNow())));
        await market.AdvanceAsync(submission.Id);
        var published = await market.FindAsync(submission.Id);
        Assert.Equal(SubmissionState.Published, published.State);
        return published;
    }

    /// <summary>Somebody labels all boats anew, one kind further, so that what was right is wrong.</summary>
    public Task RelabelAsync() => market.DoAsync<MarketDb>(db => db.HeldOutImages.Where(row => row.Tag != House)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.Tag, row => row.Tag == FirstBoat + 2 ? FirstBoat : row.Tag + 1)));

    public Task<Market.Submissions.TestResult> ResultAsync(Guid submission) => market.ReadAsync(db => db.TestResults.AsNoTracking().SingleAsync(row => row.SubmissionId == submission, TestMarket.Stop));

    private Task<Submission> AddAsync(Account author, byte[] package, SubmissionState state)
    {
        var manifest = PackageReader.Read(package).Package!.Manifest;
        return market.SubmissionAsync(author, state, package, submission => (submission.PatchId, submission.PatchVersion) = (manifest.Id, manifest.Version.ToString()));
    }

    private async Task AddPhotosAsync()
    {
        var options = await market.DoAsync((IOptions<MarketOptions> options) => Task.FromResult(options.Value));
        using var store = FeatureStore.Open(options.FeatureFolder, network);
        using var writer = await store.BeginWriteAsync(TestMarket.Stop);
        var set = new HeldOutSet
        {
            Name = "boats",
            BaseIdentity = network.Identity,
            CategoriesText = await File.ReadAllTextAsync(Path.Combine(DemoPackages.World, "heldout", "map_clsloc.txt"), TestMarket.Stop),
            RelationsText = await File.ReadAllTextAsync(Path.Combine(DemoPackages.World, "heldout", "is_a.txt"), TestMarket.Stop),
            UpdatedAt = market.Time.GetUtcNow(),
        };
        var random = new Random(7);
        foreach (var number in Enumerable.Range(0, (Boats + 1) * PhotosOfEach))
        {
            var kind = number % (Boats + 1);
            var content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"photo {number}"));
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
            await market.DoAsync<IBlobStore>(blobs => blobs.PutAsync($"images/{sha256}", new MemoryStream(content), TestMarket.Stop));
            set.Images.Add(new HeldOutImage
            {
                SetId = set.Id,
                Sha256 = sha256,
                Tag = kind < Boats ? FirstBoat + kind : House,
                FileName = $"secret-{number}.jpg",
                BlobName = $"images/{sha256}",
                AddedAt = market.Time.GetUtcNow(),
            });
            var features = Features(kind, random);
            writer.Append(sha256, features, Probabilities(kind));
            foreach (var change in StandardPerturbations.All)
                writer.Append(PerturbedKey.Of(sha256, change), features, Probabilities(kind));
        }

        await market.DoAsync<MarketDb>(async db =>
        {
            db.HeldOutSets.Add(set);
            await db.SaveChangesAsync(TestMarket.Stop);
        });
    }

    private float[] Features(int kind, Random random)
    {
        var features = new float[network.Definition.FeatureCount];
        for (var i = 0; i < features.Length; i++)
            features[i] = i < Boats ? (i == kind ? 1 : 0) : (float)(Normal(random) / Math.Sqrt(features.Length));
        return features;
    }

    /// <summary>The base network is right: its first category is the boat, its second the house.</summary>
    private float[] Probabilities(int kind)
    {
        var probabilities = new float[network.Definition.CategoryCount];
        Array.Fill(probabilities, 0.1f / (probabilities.Length - 1));
        probabilities[kind < Boats ? 0 : 1] = 0.9f;
        return probabilities;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
