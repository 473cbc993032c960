using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Tests.Work;

/// <summary>Leases, tries and giving up, with a stage that does what the test says.</summary>
public sealed class SubmissionWorkerTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OfManyWorkersWokenAtOnceOneWorks(string database)
    {
        var stage = new ScriptedStage();
        await using var market = await MarketAsync(database, stage);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.Validating);
        var release = new TaskCompletionSource();
        stage.Run = (_, _) => release.Task;

        var workers = Enumerable.Range(0, 8).Select(_ => market.AdvanceAsync(submission.Id)).ToList();
        for (var finished = 0; finished < 7; finished++)
            workers.Remove(await Task.WhenAny(workers));
        release.SetResult();
        await workers.Single();

        Assert.Equal(1, stage.Runs);
        Assert.Equal(SubmissionState.Testing, (await market.FindAsync(submission.Id)).State);
    }

    [Fact]
    public async Task AKilledWorkersSubmissionIsTakenUpWhenItsLeaseHasRunOut()
    {
        var stage = new ScriptedStage();
        await using var market = await MarketAsync(Databases.Sqlite, stage);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.Validating, change: row =>
        {
            row.WorkAttempts = 1; // It counted when it was taken, by the process that is gone.
            row.WorkLeaseUntil = TestMarket.Start + TimeSpan.FromSeconds(30);
        });

        market.Time.Advance(TimeSpan.FromSeconds(30));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(0, stage.Runs);

        market.Time.Advance(TimeSpan.FromSeconds(1));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal((1, 2), (stage.Runs, stage.LastAttempt));
    }

    [Fact]
    public async Task ALivingWorkerRenewsItsLease()
    {
        var stage = new ScriptedStage();
        await using var market = await MarketAsync(Databases.Sqlite, stage);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.Validating);
        (var started, var release) = (new TaskCompletionSource(), new TaskCompletionSource());
        stage.Run = (_, _) =>
        {
            started.SetResult();
            return release.Task;
        };
        var working = market.AdvanceAsync(submission.Id);
        await started.Task;

        for (var second = 0; second < 60; second += 10)
        {
            market.Time.Advance(TimeSpan.FromSeconds(10));
            await UntilAsync(async () => (await market.FindAsync(submission.Id)).WorkLeaseUntil == market.Time.GetUtcNow() + TimeSpan.FromSeconds(30));
        }

        release.SetResult();
        await working;
        Assert.Equal(1, stage.Runs);
    }

    [Fact]
    public async Task AStageThatBreaksIsTriedAgainEverLaterAndGivenUpInTheEnd()
    {
        var stage = new ScriptedStage { Run = (_, _) => throw new IOException("The disk is full.") };
        await using var market = await MarketAsync(Databases.Sqlite, stage);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.Validating);

        List<TimeSpan> pauses = [];
        for (var row = submission; row.WorkDueAt is { } due; row = await market.FindAsync(submission.Id))
        {
            pauses.Add(due - market.Time.GetUtcNow());
            market.Time.SetUtcNow(due);
            await market.AdvanceAsync(submission.Id);
        }

        Assert.Equal(12, stage.Runs);
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(TimeSpan.FromMinutes(10), pauses[^1]);
        Assert.Equal(SubmissionState.Validating, (await market.FindAsync(submission.Id)).State);
        var entries = await market.ReadAsync(db => db.AuditEntries.OrderBy(row => row.At).ToListAsync(TestMarket.Stop));
        Assert.Equal([.. Enumerable.Repeat("workFailed", 11), "workGivenUp"], entries.Select(row => row.Action));
        Assert.Empty(await market.MailsAsync());
    }

    [Fact]
    public async Task ABrokenStageLeavesNothingOfItsWork()
    {
        var stage = new ScriptedStage
        {
            Run = (db, submission) =>
            {
                db.OutgoingMails.Add(new() { UniqueKey = "half", ToAddress = "a@b.test", Subject = "", TextBody = "" });
                throw new IOException("Killed half-way.");
            },
        };
        await using var market = await MarketAsync(Databases.Sqlite, stage);
        var submission = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.Validating);

        await market.AdvanceAsync(submission.Id);

        Assert.Empty(await market.MailsAsync());
        Assert.Null((await market.FindAsync(submission.Id)).WorkLeaseUntil);
    }

    [Fact]
    public async Task WhatItsAuthorTookBackMeanwhileIsNotMovedByTheWorker()
    {
        var stage = new ScriptedStage();
        await using var market = await MarketAsync(Databases.Sqlite, stage, SubmissionState.AwaitingReview);
        var author = await market.PersonAsync("Ada");
        var submission = await market.SubmissionAsync(author, SubmissionState.AwaitingReview);
        stage.Run = async (_, _) => await market.DoAsync((AuthorActions actions) => actions.WithdrawAsync(author.Id, submission.Id, TestMarket.Stop));
        stage.Move = SubmissionEvent.Claimed;

        await market.AdvanceAsync(submission.Id);

        var after = await market.FindAsync(submission.Id);
        Assert.Equal((SubmissionState.Withdrawn, null), (after.State, after.WorkLeaseUntil));
    }

    private Task<TestMarket> MarketAsync(string database, ScriptedStage stage, SubmissionState state = SubmissionState.Validating)
    {
        stage.State = state;
        return TestMarket.CreateAsync(databases, database, services =>
        {
            services.RemoveAll<ISubmissionStage>();
            services.AddScoped<ISubmissionStage>(provider => stage.With(provider.GetRequiredService<SubmissionRoad>()));
        });
    }

    private static async Task UntilAsync(Func<Task<bool>> right)
    {
        while (!await right())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestMarket.Stop);
    }

    private sealed class ScriptedStage : ISubmissionStage
    {
        private SubmissionRoad? _road;
        private int _runs;

        public SubmissionState State { get; set; }

        public Func<MarketDb, Submission, Task> Run { get; set; } = (_, _) => Task.CompletedTask;

        public SubmissionEvent Move { get; set; } = SubmissionEvent.FoundValid;

        public int Runs => _runs;

        public int LastAttempt { get; private set; }

        public ScriptedStage With(SubmissionRoad road)
        {
            _road = road;
            return this;
        }

        public async Task RunAsync(MarketDb db, Submission submission, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _runs);
            LastAttempt = submission.WorkAttempts;
            await Run(db, submission);
            _road!.Move(db, submission, Move, null);
        }
    }
}
