using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using E = NeuralMarket.Market.Submissions.SubmissionEvent;
using O = NeuralMarket.Market.Submissions.StateOwner;
using S = NeuralMarket.Market.Submissions.SubmissionState;

namespace NeuralMarket.Market.Tests.Submissions;

/// <summary>The table of the road, written down a second time: a change of the policy must be made in both places.</summary>
public sealed class TransitionTableTests(Databases databases)
{
    /// <summary>State, who acts, by when, and where it may lead.</summary>
    private static readonly (S State, O? Owner, string Deadline, S[] Next)[] Road =
    [
        (S.Received, O.System, "10 minutes", [S.Validating, S.AwaitingConfirmation]),
        (S.AwaitingConfirmation, O.Author, "7 days", [S.Validating, S.Withdrawn, S.Expired]),
        (S.Validating, O.System, "10 minutes", [S.Testing, S.Invalid]),
        (S.Invalid, O.Author, "30 days", [S.Validating, S.Withdrawn, S.Expired]),
        (S.Testing, O.System, "60 minutes", [S.AwaitingReview, S.AwaitingImages, S.Failed, S.Withdrawn]),
        (S.AwaitingImages, O.Curator, "5 working days", [S.Testing, S.Withdrawn]),
        (S.Failed, O.Author, "30 days", [S.Validating, S.AwaitingReview, S.Withdrawn, S.Expired]),
        (S.AwaitingReview, O.Reviewer, "3 working days", [S.InReview, S.Withdrawn]),
        (S.InReview, O.Reviewer, "1 working days", [S.Approved, S.ChangesRequested, S.Rejected, S.AwaitingReview]),
        (S.ChangesRequested, O.Author, "30 days", [S.Validating, S.Withdrawn, S.Expired]),
        (S.Approved, O.Author, "90 days", [S.Published, S.Invalid, S.Withdrawn, S.Expired]),
        (S.Published, null, "", []),
        (S.Rejected, null, "", [S.AwaitingReview]),
        (S.Withdrawn, null, "", []),
        (S.Expired, null, "", []),
    ];

    [Fact]
    public void EveryStateLeadsWhereTheRoadSays()
    {
        Assert.Equal(Enum.GetValues<S>().Order(), Road.Select(row => row.State).Order());
        foreach (var (state, _, _, next) in Road)
            Assert.Equal(next.Order(), SubmissionTransitions.All.Where(row => row.From == state).Select(row => row.To).Distinct().Order());
    }

    [Fact]
    public void EveryStateThatIsNotFinalHasAnOwnerAndADeadline()
    {
        foreach (var (state, owner, deadline, _) in Road)
        {
            Assert.Equal(owner, SubmissionTransitions.OwnerOf(state));
            Assert.Equal(owner is null, SubmissionTransitions.IsFinal(state));
            Assert.Equal(DeadlineOf(deadline), SubmissionTransitions.DeadlineOf(state, TestMarket.Start));
        }
    }

    [Fact]
    public void WorkingDaysLeaveOutWeekends()
    {
        var friday = new DateTimeOffset(2026, 3, 6, 9, 30, 0, TimeSpan.Zero);
        Assert.Equal(friday.AddDays(3), SubmissionTransitions.DeadlineOf(S.InReview, friday)); // Monday, the same hour
        Assert.Equal(friday.AddDays(5), SubmissionTransitions.DeadlineOf(S.AwaitingReview, friday)); // Wednesday
        Assert.Equal(friday.AddDays(7), SubmissionTransitions.DeadlineOf(S.AwaitingImages, friday)); // Friday
    }

    [Fact]
    public void EveryStateCanEnd()
    {
        foreach (var start in Enum.GetValues<S>())
        {
            HashSet<S> reached = [start];
            while (SubmissionTransitions.All.Where(row => reached.Contains(row.From)).Any(row => reached.Add(row.To)))
            {
            }

            Assert.Contains(reached, SubmissionTransitions.IsFinal);
        }
    }

    [Fact]
    public async Task WhatIsNotInTheTableIsAnErrorAndChangesNothing()
    {
        await using var market = await TestMarket.CreateAsync(databases, Databases.Sqlite);
        var illegal = 0;
        await market.DoAsync<MarketDb>(async db =>
        {
            var road = new SubmissionRoad(market.Time);
            foreach (var from in Enum.GetValues<S>())
            {
                foreach (var happened in Enum.GetValues<E>().Where(happened => SubmissionTransitions.All.All(row => row.From != from || row.Event != happened)))
                {
                    var submission = new Submission { State = from };
                    Assert.Throws<IllegalTransitionException>(() => road.Move(db, submission, happened, null));
                    Assert.Equal((from, 0), (submission.State, submission.Revision));
                    illegal++;
                }
            }

            Assert.Empty(db.ChangeTracker.Entries<AuditEntry>());
            await Task.CompletedTask;
        });
        Assert.Equal((Enum.GetValues<S>().Length * Enum.GetValues<E>().Length) - SubmissionTransitions.All.Count(), illegal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task EveryTransitionOfTheTableLeavesOneAuditEntry(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var author = await market.PersonAsync("Ada");
        foreach (var (from, happened, to) in SubmissionTransitions.All)
        {
            var submission = await market.SubmissionAsync(author, from);
            await market.DoAsync<MarketDb>(async db =>
            {
                var tracked = (await db.Submissions.FindAsync([submission.Id], TestMarket.Stop))!;
                new SubmissionRoad(market.Time).Move(db, tracked, happened, author.Id, "why");
                await db.SaveChangesAsync(TestMarket.Stop);
            });
            var now = await market.FindAsync(submission.Id);
            var entry = Assert.Single(await market.ReadAsync(db => Task.FromResult(db.AuditEntries.Where(row => row.SubmissionId == submission.Id).ToList())));
            Assert.Equal((to, 1, SubmissionTransitions.DeadlineOf(to, TestMarket.Start)), (now.State, now.Revision, now.DeadlineAt));
            Assert.Equal((from, to, "why", author.Id), (entry.FromState!.Value, entry.ToState!.Value, entry.Detail, entry.Actor!.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OfTwoWhoMoveTheSameSubmissionTheSecondChangesNothing(string database)
    {
        await using var market = await TestMarket.CreateAsync(databases, database);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), S.Invalid);
        await market.DoAsync<MarketDb>(slow => market.DoAsync<MarketDb>(async quick =>
        {
            var road = new SubmissionRoad(market.Time);
            var first = (await quick.Submissions.FindAsync([submission.Id], TestMarket.Stop))!;
            var second = (await slow.Submissions.FindAsync([submission.Id], TestMarket.Stop))!;
            road.Move(quick, first, E.Withdraw, null);
            road.Move(slow, second, E.Resubmitted, null);
            await quick.SaveChangesAsync(TestMarket.Stop);
            await Assert.ThrowsAnyAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(() => slow.SaveChangesAsync(TestMarket.Stop));
        }));
        Assert.Equal(S.Withdrawn, (await market.FindAsync(submission.Id)).State);
        Assert.Single(await market.ReadAsync(db => Task.FromResult(db.AuditEntries.ToList())));
    }

    private static DateTimeOffset? DeadlineOf(string words) => words.Split(' ') switch
    {
        [var minutes, "minutes"] => TestMarket.Start.AddMinutes(Number(minutes)),
        [var days, "days"] => TestMarket.Start.AddDays(Number(days)),
        ["1", "working", "days"] => TestMarket.Start.AddDays(1), // Thursday
        ["3", "working", "days"] => TestMarket.Start.AddDays(5), // Monday
        ["5", "working", "days"] => TestMarket.Start.AddDays(7), // Wednesday
        _ => null,
    };

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
