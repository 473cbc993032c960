using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Routing;

public sealed class RoutingTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TheReviewerWithTheFewestOpenSubmissionsGetsTheNext(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var author = await market.PersonAsync("Ada");
        Account[] reviewers = [await market.PersonAsync("Rita", Roles.Reviewer), await market.PersonAsync("Rolf", Roles.Reviewer), await market.PersonAsync("Ruth", Roles.Reviewer)];
        for (var i = 0; i < 7; i++)
        {
            market.Time.Advance(TimeSpan.FromMinutes(1));
            await RouteAsync(market, author);
        }

        var open = (await AssignmentsAsync(market)).GroupBy(row => row.ReviewerId).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal([2, 2, 3], reviewers.Select(reviewer => open[reviewer.Id]).Order());

        // Whoever decides one has room again.
        var busiest = reviewers.Single(reviewer => open[reviewer.Id] == 3).Id;
        foreach (var assignment in (await AssignmentsAsync(market)).Where(row => row.ReviewerId == busiest).Take(2))
            await market.DoAsync((ReviewDesk desk) => desk.DecideAsync(busiest, assignment.SubmissionId, new DecisionRequest(DecisionKind.Approve, [], ""), TestMarket.Stop));
        Assert.Equal(busiest, await RouteAsync(market, author));
    }

    [Fact]
    public async Task AnAuthorIsNeverTheReviewer()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada", Roles.Reviewer);
        var submission = await market.SubmissionAsync(author, SubmissionState.AwaitingReview);

        await market.AdvanceAsync(submission.Id);
        Assert.Empty(await AssignmentsAsync(market));

        var claimed = await market.DoAsync((ReviewDesk desk) => desk.ClaimAsync(author.Id, submission.Id, TestMarket.Stop));
        Assert.Equal("review.own", Assert.IsType<ActionOutcome.NotAllowed>(claimed).Code);
        var decided = await market.DoAsync((ReviewDesk desk) => desk.DecideAsync(author.Id, submission.Id, new DecisionRequest(DecisionKind.Approve, [], ""), TestMarket.Stop));
        Assert.Equal("review.own", Assert.IsType<ActionOutcome.NotAllowed>(decided).Code);
    }

    [Fact]
    public async Task WithoutAReviewerItIsTriedAgainUntilThereIsOne()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.AwaitingReview);
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(TestMarket.Start + TimeSpan.FromMinutes(10), (await market.FindAsync(submission.Id)).WorkDueAt);
        Assert.Contains(market.Log.Lines, line => line.StartsWith("Warning There is no reviewer", StringComparison.Ordinal));

        var rita = await market.PersonAsync("Rita", Roles.Reviewer);
        market.Time.Advance(TimeSpan.FromMinutes(10));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(rita.Id, Assert.Single(await AssignmentsAsync(market)).ReviewerId);
        Assert.Null((await market.FindAsync(submission.Id)).WorkDueAt);
    }

    [Fact]
    public async Task AnAppealGoesToSomebodyWhoHasNotDecidedItYet()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var author = await market.PersonAsync("Ada");
        await market.PersonAsync("Rita", Roles.Reviewer);
        await market.PersonAsync("Rolf", Roles.Reviewer);
        var submission = await market.SubmissionAsync(author, SubmissionState.AwaitingReview);
        await market.AdvanceAsync(submission.Id);
        var first = Assert.Single(await AssignmentsAsync(market)).ReviewerId;
        Assert.IsType<ActionOutcome.Done>(await market.DoAsync((ReviewDesk desk) =>
            desk.DecideAsync(first, submission.Id, new DecisionRequest(DecisionKind.Reject, ["accuracy"], "No."), TestMarket.Stop)));

        Assert.IsType<ActionOutcome.Done>(await market.DoAsync((AuthorActions actions) => actions.AppealAsync(author.Id, submission.Id, "Look again.", TestMarket.Stop)));
        await market.AdvanceAsync(submission.Id);

        Assert.NotEqual(first, Assert.Single(await AssignmentsAsync(market), row => row.ClosedAt is null).ReviewerId);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WhoOpensASubmissionWhileItIsRoutedOpensIt(string database)
    {
        MeanwhileClock? clock = null;
        await using var market = await TestMarket.CreateAsync(databases, database, services => services.AddSingleton<TimeProvider>(clock = new MeanwhileClock()));
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.AwaitingReview);
        var rita = await market.PersonAsync("Rita", Roles.Reviewer);
        clock!.Meanwhile = () => Task.Run(() => market.AdvanceAsync(submission.Id)).GetAwaiter().GetResult();

        var outcome = await market.DoAsync((ReviewDesk desk) => desk.ClaimAsync(rita.Id, submission.Id, TestMarket.Stop));

        Assert.IsType<ActionOutcome.Done>(outcome);
        Assert.Equal(SubmissionState.InReview, (await market.FindAsync(submission.Id)).State);
        Assert.Equal(rita.Id, Assert.Single(await AssignmentsAsync(market)).ReviewerId);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task RoutingTwiceAssignsOnceAndMailsOnce(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.AwaitingReview);
        var rita = await market.PersonAsync("Rita", Roles.Reviewer);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.AdvanceAsync(submission.Id)));
        await market.DoAsync<MarketDb>(db => db.Submissions.ExecuteUpdateAsync(row => row.SetProperty(x => x.WorkDueAt, TestMarket.Start)));
        await market.AdvanceAsync(submission.Id);

        Assert.Single(await AssignmentsAsync(market));
        var mail = Assert.Single(await market.MailsAsync());
        Assert.Equal((rita.Email, "To review: Which boat? 1.0.0"), (mail.ToAddress, mail.Subject));
    }

    private static async Task<Guid> RouteAsync(TestMarket market, Account author)
    {
        var submission = await market.SubmissionAsync(author, SubmissionState.AwaitingReview);
        await market.AdvanceAsync(submission.Id);
        return (await AssignmentsAsync(market)).Single(row => row.SubmissionId == submission.Id).ReviewerId;
    }

    private static Task<List<Assignment>> AssignmentsAsync(TestMarket market) => market.ReadAsync(db => db.Assignments.AsNoTracking().ToListAsync(TestMarket.Stop));

    /// <summary>Something happens between the moment at which a row is read and the one at which it is saved: when somebody asks for the time.</summary>
    private sealed class MeanwhileClock : TimeProvider
    {
        private Action? _meanwhile;

        public Action? Meanwhile { set => _meanwhile = value; }

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref _meanwhile, null)?.Invoke();
            return TestMarket.Start;
        }
    }
}
