using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.Validation;

public sealed class ValidationTests(Databases databases)
{
    [Fact]
    public async Task AGoodPackageGoesOnToTheTest()
    {
        await using var market = await MarketAsync();
        var submission = await ValidateAsync(market, await market.PersonAsync("Ada"), DemoPackages.Read("which-boat-1.0.0"));
        Assert.Equal((SubmissionState.Testing, "which-boat", "1.0.0"), (submission.State, submission.PatchId, submission.PatchVersion));
        Assert.Empty(await RulesAsync(market));
    }

    [Fact]
    public async Task EveryBrokenRuleIsAFindingAndOneMailTellsThem()
    {
        await using var market = await MarketAsync();
        var submission = await ValidateAsync(market, await market.PersonAsync("Ada"), DemoPackages.Read("fruit-basket-1.0.0"));
        Assert.Equal(SubmissionState.Invalid, submission.State);
        var rules = await RulesAsync(market);
        Assert.Equal(["icon.square", "base.features", "trigger.overlap"], rules);
        var mail = Assert.Single(await market.MailsAsync());
        Assert.All(rules, rule => Assert.Contains(rule, mail.TextBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ABrokenIconHidesNothingOfWhatAReviewNeeds()
    {
        await using var market = await MarketAsync();
        var package = Make(manifest => manifest with { TestedOn = [] });
        var submission = await ValidateAsync(market, await market.PersonAsync("Ada"), WithIcon(package, "No picture."u8.ToArray()));
        Assert.Equal("Which boat?", submission.Title);
        Assert.Equal(["icon.png", "submission.tested-on-android", "submission.tested-on-ios"], await RulesAsync(market));
    }

    [Fact]
    public async Task WhatIsNoPackageAtAllIsInvalidAndNotAnError()
    {
        await using var market = await MarketAsync();
        var submission = await ValidateAsync(market, await market.PersonAsync("Ada"), "Hello."u8.ToArray());
        Assert.Equal(SubmissionState.Invalid, submission.State);
        Assert.NotEmpty(await RulesAsync(market));
    }

    [Fact]
    public async Task ABaseNetworkThatTheMarketDoesNotKnowIsAFinding()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        await ValidateAsync(market, await market.PersonAsync("Ada"), DemoPackages.Read("which-boat-1.0.0"));
        Assert.Equal(["submission.base"], await RulesAsync(market));
    }

    [Theory]
    [InlineData("submission.description")]
    [InlineData("submission.tested-on-android")]
    [InlineData("submission.tested-on-ios")]
    public async Task AReviewNeedsMoreThanAValidPackage(string rule)
    {
        await using var market = await MarketAsync();
        await ValidateAsync(market, await market.PersonAsync("Ada"), Make(manifest => rule switch
        {
            "submission.description" => manifest with { Description = null },
            "submission.tested-on-android" => manifest with { TestedOn = [.. manifest.TestedOn.Where(device => device.Platform != "android")] },
            _ => manifest with { TestedOn = [.. manifest.TestedOn.Where(device => device.Platform != "ios")] },
        }));
        Assert.Equal([rule], await RulesAsync(market));
    }

    [Fact]
    public async Task WordsOfAMailMustBeFitForAManifest()
    {
        await using var market = await MarketAsync();
        var submission = await ValidateAsync(
            market, await market.PersonAsync("Ada"), Make(manifest => manifest with { Description = null }), row => row.Description = "Boats\u202egnorw");
        Assert.Equal(SubmissionState.Invalid, submission.State);
        Assert.Single(await RulesAsync(market));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task AnIdBelongsToWhoeverHasItOnTheRoad(string database)
    {
        await using var market = await MarketAsync(database);
        await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.AwaitingReview);
        await ValidateAsync(market, await market.PersonAsync("Ben"), DemoPackages.Make("which-boat-1.1.0", "which-boat", "1.1.0"));
        Assert.Equal(["submission.id-taken"], await RulesAsync(market));
    }

    [Fact]
    public async Task WhatWasTakenBackHoldsNoId()
    {
        await using var market = await MarketAsync();
        await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.Withdrawn);
        Assert.Equal(SubmissionState.Testing, (await ValidateAsync(market, await market.PersonAsync("Ben"), DemoPackages.Read("which-boat-1.0.0"))).State);
    }

    [Fact]
    public async Task AVersionIsOnItsWayOnce()
    {
        await using var market = await MarketAsync();
        var ada = await market.PersonAsync("Ada");
        await market.SubmissionAsync(ada, SubmissionState.AwaitingReview);
        await ValidateAsync(market, ada, DemoPackages.Read("which-boat-1.0.0"));
        Assert.Equal(["submission.version-underway"], await RulesAsync(market));
    }

    [Fact]
    public async Task ValidatingAgainReplacesTheFindings()
    {
        await using var market = await MarketAsync();
        var submission = await ValidateAsync(market, await market.PersonAsync("Ada"), DemoPackages.Read("fruit-basket-1.0.0"));
        var before = await RulesAsync(market);
        await market.DoAsync<MarketDb>(db => db.Submissions.ExecuteUpdateAsync(row => row.SetProperty(x => x.State, SubmissionState.Validating).SetProperty(x => x.WorkDueAt, TestMarket.Start)));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(before, await RulesAsync(market));
    }

    private static byte[] Make(Func<Manifest, Manifest> change) => DemoPackages.Make("which-boat-1.0.0", "which-boat", "1.0.0", change);

    private static byte[] WithIcon(byte[] package, byte[] icon)
    {
        using MemoryStream file = new();
        file.Write(package);
        using (ZipArchive archive = new(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("icon.png")!.Delete();
            using var entry = archive.CreateEntry("icon.png").Open();
            entry.Write(icon);
        }

        return file.ToArray();
    }

    private async Task<TestMarket> MarketAsync(string database = Databases.Sqlite)
    {
        // The test on photos is another stage's business: what is valid stays at Testing.
        var market = await TestMarket.CreateAsync(databases, database, services =>
        {
            foreach (var stage in services.Where(service => service.ImplementationType == typeof(NeuralMarket.Market.Regression.RegressionStage)).ToList())
                services.Remove(stage);
        });
        await market.ImportBaseAsync();
        return market;
    }

    private static async Task<Submission> ValidateAsync(TestMarket market, Account author, byte[] package, Action<Submission>? change = null)
    {
        var submission = await market.SubmissionAsync(author, SubmissionState.Validating, package, row =>
        {
            (row.PatchId, row.PatchVersion, row.Title) = (null, null, null);
            change?.Invoke(row);
        });
        await market.AdvanceAsync(submission.Id);
        return await market.FindAsync(submission.Id);
    }

    private static Task<List<string>> RulesAsync(TestMarket market) =>
        market.ReadAsync(db => db.Findings.Where(row => row.Severity == "error").OrderBy(row => row.Position).Select(row => row.Rule).ToListAsync(TestMarket.Stop));
}
