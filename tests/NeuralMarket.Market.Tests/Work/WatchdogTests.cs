using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using S = NeuralMarket.Market.Submissions.SubmissionState;

namespace NeuralMarket.Market.Tests.Work;

public sealed class WatchdogTests(Databases databases)
{
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(1);

    public static TheoryData<S> StatesWithADeadline => [.. Enum.GetValues<S>().Where(state => !SubmissionTransitions.IsFinal(state))];

    [Theory]
    [MemberData(nameof(StatesWithADeadline))]
    public async Task NobodyActsBeforeTheDeadlineAndTheWatchdogDoesAfterIt(S state)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), state, change: row => row.PublishAt = null);

        market.Time.SetUtcNow(submission.DeadlineAt!.Value - Blink);
        await market.WatchAsync();
        Assert.Equal((state, 0, submission.DeadlineAt), Facts(await market.FindAsync(submission.Id)));

        market.Time.SetUtcNow(submission.DeadlineAt.Value + Blink);
        await market.WatchAsync();
        var after = await market.FindAsync(submission.Id);
        Assert.NotEqual(0, after.Revision);
        Assert.True(after.DeadlineAt is null ? SubmissionTransitions.IsFinal(after.State) : after.DeadlineAt > market.Time.GetUtcNow(), "A new deadline, or the end.");
        Assert.Single(await market.ReadAsync(db => db.AuditEntries.ToListAsync(TestMarket.Stop)));
    }

    [Theory]
    [InlineData(S.AwaitingConfirmation)]
    [InlineData(S.Invalid)]
    [InlineData(S.Failed)]
    [InlineData(S.ChangesRequested)]
    [InlineData(S.Approved)]
    public async Task WhatWaitsForItsAuthorExpiresWithOneMail(S state)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var submission = await OverdueAsync(market, author, state, row => row.PublishAt = null);

        await market.WatchAsync();
        await market.WatchAsync();

        Assert.Equal(S.Expired, (await market.FindAsync(submission.Id)).State);
        var mail = Assert.Single(await market.MailsAsync());
        Assert.Equal((author.Email, "Which boat? 1.0.0 has expired"), (mail.ToAddress, mail.Subject));
    }

    [Theory]
    [InlineData(S.Received)]
    [InlineData(S.Validating)]
    [InlineData(S.Testing)]
    public async Task WhatTheMarketOwesIsReportedAndTakenUpAgainEvenIfItWasGivenUp(S state)
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var submission = await OverdueAsync(market, await market.PersonAsync("Ada"), state, row => (row.WorkDueAt, row.WorkAttempts) = (null, 12));

        await market.WatchAsync();

        var after = await market.FindAsync(submission.Id);
        Assert.Equal((state, market.Time.GetUtcNow(), 0), (after.State, after.WorkDueAt!.Value, after.WorkAttempts));
        Assert.Contains(market.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains($"overdue in {state}", StringComparison.Ordinal));
        Assert.Empty(await market.MailsAsync());
    }

    [Fact]
    public async Task AnApprovedVersionThatTheMarketCouldNotPublishDoesNotExpire()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var submission = await OverdueAsync(market, await market.PersonAsync("Ada"), S.Approved, row => row.WorkDueAt = null);

        await market.WatchAsync();

        var after = await market.FindAsync(submission.Id);
        Assert.Equal((S.Approved, market.Time.GetUtcNow()), (after.State, after.WorkDueAt!.Value));
    }

    [Fact]
    public async Task WhatWaitsForImagesGoesOnWithThoseThereAre()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var submission = await OverdueAsync(market, await market.PersonAsync("Ada"), S.AwaitingImages);

        await market.WatchAsync();

        var after = await market.FindAsync(submission.Id);
        Assert.Equal((S.Testing, true, market.Time.GetUtcNow()), (after.State, after.TestDespiteFewImages, after.WorkDueAt!.Value));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WhatAReviewerLetLieGoesToAnotherOne(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var author = await market.PersonAsync("Ada");
        var submission = await market.SubmissionAsync(author, S.AwaitingReview);
        await market.PersonAsync("Rita", Roles.Reviewer);
        await market.PersonAsync("Rolf", Roles.Reviewer);
        await market.AdvanceAsync(submission.Id);
        var first = Assert.Single(await AssignmentsAsync(market)).ReviewerId;

        market.Time.SetUtcNow(submission.DeadlineAt!.Value + Blink);
        await market.WatchAsync();
        await market.AdvanceAsync(submission.Id);

        var assignments = await AssignmentsAsync(market);
        Assert.Equal("overdue", Assert.Single(assignments, row => row.ReviewerId == first).Outcome);
        Assert.Null(Assert.Single(assignments, row => row.ReviewerId != first).ClosedAt);
        Assert.Equal(2, (await market.MailsAsync()).Count);
    }

    [Fact]
    public async Task WhatAReviewerHasOpenForTooLongGoesBackToTheQueue()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), S.AwaitingReview);
        var rita = await market.PersonAsync("Rita", Roles.Reviewer);
        await market.DoAsync((ReviewDesk desk) => desk.ClaimAsync(rita.Id, submission.Id, TestMarket.Stop));

        market.Time.Advance(TimeSpan.FromDays(1) + Blink);
        await market.WatchAsync();

        var after = await market.FindAsync(submission.Id);
        Assert.Equal((S.AwaitingReview, market.Time.GetUtcNow()), (after.State, after.WorkDueAt!.Value));
        Assert.Equal("overdue", Assert.Single(await AssignmentsAsync(market)).Outcome);
    }

    [Fact]
    public async Task OneThatCannotBeHelpedDoesNotKeepTheOthersWaiting()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        var stuck = await OverdueAsync(market, author, S.Invalid);
        var other = await OverdueAsync(market, author, S.Invalid);

        // The mail that it would write is there already, so its transaction fails whenever it is tried.
        await market.DoAsync<MarketDb>(async db =>
        {
            db.OutgoingMails.Add(new() { UniqueKey = $"{stuck.Id}:1:expired", ToAddress = "a@b.test", Subject = "", TextBody = "" });
            await db.SaveChangesAsync(TestMarket.Stop);
        });
        await market.WatchAsync();

        Assert.Equal(S.Invalid, (await market.FindAsync(stuck.Id)).State);
        Assert.Equal(S.Expired, (await market.FindAsync(other.Id)).State);
    }

    private static async Task<Submission> OverdueAsync(TestMarket market, Account author, S state, Action<Submission>? change = null)
    {
        var submission = await market.SubmissionAsync(author, state, change: change);
        if (market.Time.GetUtcNow() <= submission.DeadlineAt)
            market.Time.SetUtcNow(submission.DeadlineAt!.Value + Blink);
        else
            await market.DoAsync<MarketDb>(db => db.Submissions.ExecuteUpdateAsync(row => row.SetProperty(x => x.DeadlineAt, TestMarket.Start)));
        return submission;
    }

    private static Task<List<Assignment>> AssignmentsAsync(TestMarket market) => market.ReadAsync(db => db.Assignments.AsNoTracking().ToListAsync(TestMarket.Stop));

    private static (S State, int Revision, DateTimeOffset? DeadlineAt) Facts(Submission submission) => (submission.State, submission.Revision, submission.DeadlineAt);
}
