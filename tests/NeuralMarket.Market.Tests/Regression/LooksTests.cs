using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Receipts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Regression.Receipts;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Splits;

namespace NeuralMarket.Market.Tests.Regression;

/// <summary>What held-out photos are used for, how often an author's patch may be tested on them, and what the author is told.</summary>
public sealed class LooksTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TheGateDecidesTheFeedbackSplitIsToldAndTheAuditSplitIsTouchedByNobody(string database)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, database);
        var world = await HeldOutWorld.CreateAsync(market);

        var submission = await world.TestAsync(await market.PersonAsync("Ada"), world.Package(noise: 0));

        Assert.Equal(SubmissionState.AwaitingReview, submission.State);
        var result = await world.ResultAsync(submission.Id);
        var gate = ReportJson.Read(Encoding.UTF8.GetBytes(result.ReportJson));
        var feedback = ReportJson.Read(Encoding.UTF8.GetBytes(result.FeedbackReportJson!));
        var placed = await market.ReadAsync(db => db.HeldOutImages.GroupBy(row => row.Split).ToDictionaryAsync(group => group.Key!.Value, group => group.Count(), TestMarket.Stop));
        Assert.Equal((placed[Split.Gate], placed[Split.Feedback]), (gate.Images.Read, feedback.Images.Read));
        Assert.True(placed[Split.Audit] > 0);
        Assert.Equal((Split.Gate, Split.Feedback), (gate.Images.Split, feedback.Images.Split));
        Assert.Equal(gate.Images.WholeSetHash, result.SetHash);
        var told = ReportJson.ReadForAuthor(Encoding.UTF8.GetBytes(result.AuthorReportJson!));
        Assert.Equal(gate.Verdict.Decision, told.Decision);
        Assert.Equal(feedback.ForAuthor().Accuracy, told.Accuracy);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TheSixthTestOfADayWaitsUntilTomorrowUnderWhateverIdItComesAndIsDoneThenByItself(string database)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, database);
        var world = await HeldOutWorld.CreateAsync(market);
        var ada = await market.PersonAsync("Ada");
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.NotEqual(SubmissionState.Testing, (await world.TestAsync(ada, world.Package(0.5, $"1.0.{attempt}", seed: attempt))).State);

        var sixth = await world.TestAsync(ada, world.Package(0.5, "1.0.0", "another-name", seed: 6));

        Assert.Equal((SubmissionState.Testing, TestMarket.Start.AddDays(1)), (sixth.State, sixth.WorkDueAt));
        var mail = Assert.Single(await market.MailsAsync(), mail => mail.SubmissionId == sixth.Id);
        Assert.Contains("5 tests in a day", mail.TextBody, StringComparison.Ordinal);
        Assert.NotEqual(SubmissionState.Testing, (await world.TestAsync(await market.PersonAsync("Ben"), world.Package(0.5, seed: 9))).State);

        market.Time.Advance(TimeSpan.FromDays(1));
        await world.TestAgainAsync(sixth.Id);
        Assert.NotEqual(SubmissionState.Testing, (await market.FindAsync(sixth.Id)).State);
    }

    [Fact]
    public async Task AFileThatIsTestedAgainCostsNoFurtherLook()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);
        var submission = await world.TestAsync(await market.PersonAsync("Ada"), world.Package(0));

        await market.DoAsync<MarketDb>(db => db.Submissions.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, SubmissionState.Testing).SetProperty(row => row.WorkDueAt, TestMarket.Start)));
        await world.TestAgainAsync(submission.Id);

        Assert.Equal(SubmissionState.AwaitingReview, (await market.FindAsync(submission.Id)).State);
        Assert.Single(await market.ReadAsync(db => db.Looks.ToListAsync(TestMarket.Stop)));
    }

    [Fact]
    public async Task AnAttemptThatIsNoBetterIsToldTheBestOnesFiguresAndABetterOneItsOwn()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);
        var ada = await market.PersonAsync("Ada");

        var first = await ToldAsync(world, ada, world.Package(1, "1.0.0", seed: 1));
        var worse = await ToldAsync(world, ada, world.Package(2, "1.0.1", seed: 2));
        var better = await ToldAsync(world, ada, world.Package(0, "1.0.2", seed: 3));

        Assert.Null(first.FiguresOf);
        Assert.Equal(("1.0.0", first.Accuracy, first.Categories[0].Recall), (worse.FiguresOf, worse.Accuracy, worse.Categories[0].Recall));
        Assert.Null(better.FiguresOf);
        Assert.True(better.Accuracy.Low > first.Accuracy.Low);
    }

    [Fact]
    public async Task AReceiptIsForItsAuthorAndFitsTheMarketsKey()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);
        var ada = await market.PersonAsync("Ada");
        var ben = await market.PersonAsync("Ben");
        var submission = await world.PublishAsync(ada, world.Package(0));

        Assert.Null(await OpenAsync(market, submission.Id, ben.Id));
        await using var stream = (await OpenAsync(market, submission.Id, ada.Id))!;
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, TestMarket.Stop);

        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(await market.DoAsync((ReceiptKey keys) => Task.FromResult(keys.PublicPem())));
        var envelope = DsseEnvelope.Read(memory.ToArray());
        Assert.True(envelope.IsSignedBy(key));
        var payload = envelope.PayloadBytes();
        Assert.Contains((await market.ReadAsync(db => db.PublishedVersions.SingleAsync(TestMarket.Stop))).Sha256, Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        payload[^2] ^= 1;
        Assert.False((envelope with { Payload = Convert.ToBase64String(payload) }).IsSignedBy(key));
    }

    private static Task<Stream?> OpenAsync(TestMarket market, Guid submission, Guid reader) =>
        market.DoAsync((TestReceipts receipts) => receipts.OpenAsync(submission, reader, [], TestMarket.Stop));

    private static async Task<AuthorReport> ToldAsync(HeldOutWorld world, Account author, byte[] package) =>
        ReportJson.ReadForAuthor(Encoding.UTF8.GetBytes((await world.ResultAsync((await world.TestAsync(author, package)).Id)).AuthorReportJson!));
}
