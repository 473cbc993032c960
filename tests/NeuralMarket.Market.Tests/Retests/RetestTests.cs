using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Retests;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;

namespace NeuralMarket.Market.Tests.Retests;

/// <summary>The catalogue tested again: what fails now is a reviewer's task and stays published.</summary>
public sealed class RetestTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WhatFailsNowStaysPublishedAndBecomesATask(string database)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, database);
        var world = await HeldOutWorld.CreateAsync(market);
        var ada = await market.PersonAsync("Ada");
        await world.PublishAsync(ada, world.Package(0));
        await RunAsync(market, await StartAsync(market));
        Assert.Empty(await TasksAsync(market));

        await world.RelabelAsync();
        await RunAsync(market, await StartAsync(market));

        var task = Assert.Single(await TasksAsync(market));
        Assert.Equal((ReviewTaskKind.NowFails, "which-boat", "1.0.0"), (task.Kind, task.PatchId, task.Version));
        Assert.Equal(EntryStatus.Listed, (await market.ReadAsync(db => db.PublishedVersions.SingleAsync(TestMarket.Stop))).Status);
        var retests = await market.DoAsync((CatalogueRetests all) => all.ListAsync(5, TestMarket.Stop));
        Assert.All(retests, retest => Assert.Equal((1, 1), (retest.Done, retest.Total)));
        Assert.All(retests, retest => Assert.NotNull(retest.FinishedAt));
        Assert.Equal([1, 0], retests.Select(retest => retest.Failing));

        await RunAsync(market, await StartAsync(market));
        Assert.Single(await TasksAsync(market));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ATaskIsClosedOnceWithWordsByAReviewerWhoseItIsNot(string database)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, database);
        var world = await HeldOutWorld.CreateAsync(market);
        var ada = await market.PersonAsync("Ada", Roles.Reviewer);
        var rita = await market.PersonAsync("Rita", Roles.Reviewer);
        await world.PublishAsync(ada, world.Package(0));
        await world.RelabelAsync();
        await RunAsync(market, await StartAsync(market));
        var id = Assert.Single(await TasksAsync(market)).Id;

        Assert.Equal("review.own", Assert.IsType<ActionOutcome.NotAllowed>(await CloseAsync(market, ada.Id, id, "Mine is fine.")).Code);
        Assert.Equal("task.resolution", Assert.IsType<ActionOutcome.NotAllowed>(await CloseAsync(market, rita.Id, id, "  ")).Code);
        Assert.IsType<ActionOutcome.Done>(await CloseAsync(market, rita.Id, id, "The labels were wrong; a curator mends them."));
        Assert.Equal("task.closed", Assert.IsType<ActionOutcome.NotAllowed>(await CloseAsync(market, rita.Id, id, "Again.")).Code);
        Assert.Empty(await TasksAsync(market));
        Assert.Equal(["taskClosed", "taskRaised"], await market.ReadAsync(db => db.AuditEntries.Where(row => row.Action.StartsWith("task")).Select(row => row.Action).OrderBy(action => action).ToListAsync(TestMarket.Stop)));
    }

    [Fact]
    public async Task AReTestThatDiesGoesOnWithWhatIsLeft()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);
        var ada = await market.PersonAsync("Ada");
        foreach (var version in new[] { "1.0.0", "1.1.0", "1.2.0" })
            await world.PublishAsync(ada, world.Package(0, version));
        var id = await StartAsync(market);

        // A worker took it, tested one version, and was killed.
        await market.DoAsync<MarketDb>(async db =>
        {
            await db.RetestItems.Where(row => row.Version == "1.0.0").ExecuteUpdateAsync(set => set.SetProperty(row => row.DoneAt, TestMarket.Start).SetProperty(row => row.Decision, "pass").SetProperty(row => row.Key, "kept"));
            await db.Retests.ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkLeaseUntil, TestMarket.Start.AddMinutes(1)));
        });
        await RunAsync(market, id);
        Assert.Equal(1, Assert.Single(await market.DoAsync((CatalogueRetests all) => all.ListAsync(5, TestMarket.Stop))).Done);

        market.Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync(market, id);

        Assert.Equal(3, Assert.Single(await market.DoAsync((CatalogueRetests all) => all.ListAsync(5, TestMarket.Stop))).Done);
        Assert.Equal("kept", (await market.ReadAsync(db => db.RetestItems.SingleAsync(row => row.Version == "1.0.0", TestMarket.Stop))).Key);
    }

    [Fact]
    public async Task AReTestGivesWayToAFreshSubmission()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);
        await world.PublishAsync(await market.PersonAsync("Ada"), world.Package(0));
        var id = await StartAsync(market);
        var fresh = await market.SubmissionAsync(await market.PersonAsync("Ben"), SubmissionState.Testing, world.Package(0.2, id: "bens-boats"));

        var retest = RunAsync(market, id);
        while (!market.Log.Lines.Any(line => line.Contains("waits for fresh", StringComparison.Ordinal)))
        {
            Assert.False(retest.IsCompleted, "The re-test did not wait.");
            await Task.Yield();
        }

        Assert.Equal(0, Assert.Single(await market.DoAsync((CatalogueRetests all) => all.ListAsync(5, TestMarket.Stop))).Done);
        await world.TestAgainAsync(fresh.Id);
        while (!retest.IsCompleted)
        {
            market.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await retest;
        Assert.Equal(1, Assert.Single(await market.DoAsync((CatalogueRetests all) => all.ListAsync(5, TestMarket.Stop))).Done);
    }

    [Fact]
    public async Task ANewVersionOfAParentTestsItsChildrenAgain()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);
        var ada = await market.PersonAsync("Ada");
        await world.PublishAsync(ada, world.Package(0));

        // A child in the catalogue: what counts here is that it refers to its parent.
        var child = await world.PublishAsync(ada, world.Package(0, id: "which-sail"));
        await market.DoAsync<MarketDb>(db => db.PublishedVersions.Where(row => row.SubmissionId == child.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ParentId, "which-boat").SetProperty(row => row.ParentVersions, "^1.0.0")));
        Assert.Empty(await market.ReadAsync(db => db.Retests.ToListAsync(TestMarket.Stop)));

        await world.PublishAsync(ada, world.Package(0.1, "1.1.0"));

        var item = Assert.Single(await market.ReadAsync(db => db.RetestItems.ToListAsync(TestMarket.Stop)));
        Assert.Equal(("which-sail", "1.0.0", "1.0.0", "1.1.0"), (item.PatchId, item.Version, item.ParentBefore, item.ParentNow));
    }

    private static async Task<Guid> StartAsync(TestMarket market) =>
        (await market.DoAsync((CatalogueRetests retests) => retests.StartAsync(null, "New photos.", null, TestMarket.Stop)))!.Value;

    private static Task RunAsync(TestMarket market, Guid retest) => market.DoAsync<RetestWorker>(worker => worker.RunAsync(retest, TestMarket.Stop));

    private static Task<IReadOnlyList<ReviewTaskLine>> TasksAsync(TestMarket market) => market.DoAsync((ReviewTasks tasks) => tasks.ListOpenAsync(10, TestMarket.Stop));

    private static Task<ActionOutcome> CloseAsync(TestMarket market, Guid actor, Guid id, string words) =>
        market.DoAsync((ReviewTasks tasks) => tasks.CloseAsync(actor, id, words, TestMarket.Stop));
}
