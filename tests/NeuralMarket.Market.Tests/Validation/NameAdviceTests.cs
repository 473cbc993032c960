using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.Validation;

/// <summary>Names that could be taken for another author's, or for the market's own, held against what is published.</summary>
public sealed class NameAdviceTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReviewersAreToldThatANameLooksLikeAnotherAuthors(string database)
    {
        await using var market = await MarketAsync(database);
        await PublishAsync(market, await market.PersonAsync("Ada"), "which-boat", "Which boat?");

        var submission = await ValidateAsync(market, await market.PersonAsync("Ben"), "which-boats", manifest => manifest with { Title = "Whi\u0441h b\u043eat?" });

        Assert.Equal(SubmissionState.Testing, submission.State);
        Assert.Equal(
            [
                ("submission.id-look-alike", "manifest.json: $.id", "The id \"which-boats\" could be taken for another author's: which-boat."),
                ("submission.title-look-alike", "manifest.json: $.title", "The title \"Whi\u0441h b\u043eat?\" could be taken for another author's: Which boat?."),
            ],
            await AdviceAsync(market, submission));
    }

    [Fact]
    public async Task AnAuthorsOwnPatchesMayBeAlike()
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var ada = await market.PersonAsync("Ada");
        await PublishAsync(market, ada, "which-boat", "Which boat?");
        Assert.Empty(await AdviceAsync(market, await ValidateAsync(market, ada, "which-boats", manifest => manifest with { Title = "Which boats?" })));
    }

    [Fact]
    public async Task TheTitleOfEveryPublishedVersionCounts()
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var ada = await market.PersonAsync("Ada");
        await PublishAsync(market, ada, "which-boat", "Sailing or rowing");
        await PublishAsync(market, ada, "which-boat", "Ships at sea", "2.0.0");
        var submission = await ValidateAsync(market, await market.PersonAsync("Ben"), "harbour", manifest => manifest with { Title = "Sailing or rowing" });
        Assert.Equal(["submission.title-look-alike"], (await AdviceAsync(market, submission)).Select(advice => advice.Rule));
    }

    [Fact]
    public async Task AtMostThreeAreNamed()
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var ada = await market.PersonAsync("Ada");
        foreach (var (id, title) in ((string, string)[])[("harbour1", "Tugs"), ("harbour2", "Cranes"), ("harbour3", "Ferries"), ("harbour4", "Buoys")])
            await PublishAsync(market, ada, id, title);
        var submission = await ValidateAsync(market, await market.PersonAsync("Ben"), "harbour", manifest => manifest with { Title = "Ships" });
        Assert.EndsWith(": harbour1, harbour2, harbour3.", Assert.Single(await AdviceAsync(market, submission)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("official-boats", "Boats", "submission.id-reserved")]
    [InlineData("boats-of-all-kinds", "Verified boats", "submission.title-reserved")]
    [InlineData("boats-of-all-kinds", "\u041efficial boats", "submission.title-reserved")] // Cyrillic capital O
    public async Task ReviewersAreToldThatANameSpeaksForTheMarket(string id, string title, string rule)
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var submission = await ValidateAsync(market, await market.PersonAsync("Ada"), id, manifest => manifest with { Title = title });
        Assert.Equal((SubmissionState.Testing, rule), (submission.State, Assert.Single(await AdviceAsync(market, submission)).Rule));
    }

    private async Task<TestMarket> MarketAsync(string database)
    {
        // The test on photos is another stage's business: what is valid stays at Testing.
        var market = await TestMarket.CreateAsync(databases, database, services =>
        {
            foreach (var stage in services.Where(service => service.ImplementationType == typeof(RegressionStage)).ToList())
                services.Remove(stage);
        });
        await market.ImportBaseAsync();
        return market;
    }

    private static async Task PublishAsync(TestMarket market, Account author, string id, string title, string version = "1.0.0")
    {
        var package = DemoPackages.Make("which-boat-1.0.0", id, version, manifest => manifest with { Title = title });
        var submission = await market.SubmissionAsync(author, SubmissionState.Approved, package, row => (row.PatchId, row.PatchVersion, row.Title) = (id, version, title));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(SubmissionState.Published, (await market.FindAsync(submission.Id)).State);
    }

    private static async Task<Submission> ValidateAsync(TestMarket market, Account author, string id, Func<Manifest, Manifest> change)
    {
        var submission = await market.SubmissionAsync(author, SubmissionState.Validating, DemoPackages.Make("which-boat-1.1.0", id, "1.0.0", change));
        await market.AdvanceAsync(submission.Id);
        return await market.FindAsync(submission.Id);
    }

    private static Task<List<(string Rule, string Where, string Message)>> AdviceAsync(TestMarket market, Submission submission) => market.ReadAsync(async db =>
        (await db.Findings.Where(row => row.SubmissionId == submission.Id && row.Severity == "warning").OrderBy(row => row.Position).ToListAsync(TestMarket.Stop))
        .ConvertAll(row => (row.Rule, row.Where, row.Message)));
}
