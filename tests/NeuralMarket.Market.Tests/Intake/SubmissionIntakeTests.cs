using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Intake;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Intake;

public sealed class SubmissionIntakeTests(Databases databases)
{
    private static readonly byte[] File1 = [1, 2, 3];
    private static readonly byte[] File2 = [4, 5, 6];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TheSameBytesOfTheSameAuthorAreOneSubmissionEvenAtTheSameInstant(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var author = await market.PersonAsync("Ada");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => market.ReceiveAsync(author, File1)));

        Assert.Single(outcomes.Select(Receipt).Select(receipt => receipt.SubmissionId).Distinct());
        Assert.Single(outcomes.Select(Receipt), receipt => !receipt.AlreadyKnown);
        Assert.Equal(1, await market.ReadAsync(db => db.Submissions.CountAsync(TestMarket.Stop)));
        Assert.Equal("received", Assert.Single(await market.ReadAsync(db => db.AuditEntries.ToListAsync(TestMarket.Stop))).Action);
    }

    [Fact]
    public async Task TheSameBytesOfAnotherAuthorAreAnotherSubmission()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var first = Receipt(await market.ReceiveAsync(await market.PersonAsync("Ada"), File1));
        var second = Receipt(await market.ReceiveAsync(await market.PersonAsync("Ben"), File1));
        Assert.NotEqual(first.SubmissionId, second.SubmissionId);
    }

    [Theory]
    [InlineData(SubmissionState.Withdrawn, true)]
    [InlineData(SubmissionState.Expired, true)]
    [InlineData(SubmissionState.Rejected, false)]
    [InlineData(SubmissionState.Published, false)]
    [InlineData(SubmissionState.InReview, false)]
    public async Task WhatEndedWithoutADecisionMayComeAgain(SubmissionState ended, bool again)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var before = await market.SubmissionAsync(author, ended, File1);
        var receipt = Receipt(await market.ReceiveAsync(author, File1));
        Assert.Equal(again, receipt.SubmissionId != before.Id);
        Assert.Equal(again, !receipt.AlreadyKnown);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task AKeyGivesTheSameReceiptForTheSameFileAndRefusesAnother(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var author = await market.PersonAsync("Ada");
        var first = Receipt(await market.ReceiveAsync(author, File1, "key"));

        Assert.Equal(first with { AlreadyKnown = true }, Receipt(await market.ReceiveAsync(author, File1, "key")));
        Assert.Equal("submission.idempotency-key", Assert.IsType<IntakeOutcome.Refused>(await market.ReceiveAsync(author, File2, "key")).Code);
        Assert.IsType<IntakeOutcome.Received>(await market.ReceiveAsync(await market.PersonAsync("Ben"), File2, "key"));
    }

    [Fact]
    public async Task AKeyGivesItsReceiptEvenAfterTheSubmissionWasTakenBack()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var withdrawn = await market.SubmissionAsync(author, SubmissionState.Withdrawn, File1, row => _ = row);
        await market.DoAsync<MarketDb>(db => db.Submissions.ExecuteUpdateAsync(row => row.SetProperty(x => x.IdempotencyKey, "key")));
        Assert.Equal(withdrawn.Id, Receipt(await market.ReceiveAsync(author, File1, "key")).SubmissionId);
    }

    [Fact]
    public async Task OfTwoFilesWithTheSameKeyAtTheSameInstantOneIsRefused()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var outcomes = await Task.WhenAll(market.ReceiveAsync(author, File1, "key"), market.ReceiveAsync(author, File2, "key"));
        Assert.Single(outcomes.OfType<IntakeOutcome.Received>());
        Assert.Equal("submission.idempotency-key", Assert.Single(outcomes.OfType<IntakeOutcome.Refused>()).Code);
    }

    [Fact]
    public async Task EmptyAndOverlongFilesAreRefusedAndNothingIsKept()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        Assert.Equal("submission.empty", Assert.IsType<IntakeOutcome.Refused>(await market.ReceiveAsync(author, [])).Code);
        Assert.Equal("submission.size", Assert.IsType<IntakeOutcome.Refused>(await market.ReceiveAsync(author, new byte[(40 * 1024 * 1024) + 1])).Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Submissions.CountAsync(TestMarket.Stop)));
        Assert.False(Directory.Exists(Path.Combine(market.Folder, "blobs", "quarantine")));
    }

    [Fact]
    public async Task TheNextAttemptIsTakenOnlyFromItsAuthorAndOnlyWhereOneIsAwaited()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        (var ada, var ben) = (await market.PersonAsync("Ada"), await market.PersonAsync("Ben"));
        var waits = await market.SubmissionAsync(ada, SubmissionState.Invalid);
        var tested = await market.SubmissionAsync(ada, SubmissionState.Testing);

        Assert.Equal("submission.unknown", Assert.IsType<IntakeOutcome.Refused>(await market.ReceiveAsync(ben, File1, forSubmission: waits.Id)).Code);
        Assert.Equal("submission.state", Assert.IsType<IntakeOutcome.Refused>(await market.ReceiveAsync(ada, File1, forSubmission: tested.Id)).Code);
        Assert.Equal(2, Receipt(await market.ReceiveAsync(ada, File1, forSubmission: waits.Id)).AttemptNumber);
        var after = await market.FindAsync(waits.Id);
        Assert.Equal((SubmissionState.Validating, 2, 2), (after.State, after.CurrentAttempt, after.Attempts.Count));
    }

    private static Receipt Receipt(IntakeOutcome outcome) => Assert.IsType<IntakeOutcome.Received>(outcome).Receipt;
}
