using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Images;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.Publication;

public sealed class PublicationTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WhatIsServedIsTheCanonicalPackageInTheNameOfTheAccount(string database)
    {
        await using var market = await MarketAsync(database);
        var ada = await market.PersonAsync("Ada");
        var sent = DemoPackages.Read("which-boat-1.0.0");
        var submission = await ApprovedAsync(market, ada, sent);

        await market.AdvanceAsync(submission.Id);

        Assert.Equal(SubmissionState.Published, (await market.FindAsync(submission.Id)).State);
        var entry = await market.ReadAsync(db => db.PublishedVersions.SingleAsync(TestMarket.Stop));
        var served = await market.DoAsync((IBlobStore blobs) => blobs.ReadAllAsync(entry.BlobName, TestMarket.Stop));
        Assert.Equal(entry.Sha256, Convert.ToHexStringLower(SHA256.HashData(served)));
        Assert.NotEqual(sent, served);
        var package = PackageReader.Read(served).Package!;
        Assert.Equal(served, CanonicalPackage.Write(package));
        Assert.Equal(("Ada", "Ada", "which-boat", "1.0.0"), (package.Manifest.Author, entry.AuthorName, entry.PatchId, entry.Version));
        Assert.Equal(ada.Id, (await market.ReadAsync(db => db.Patches.SingleAsync(TestMarket.Stop))).OwnerId);
        Assert.Equal("Which boat? 1.0.0 is published", Assert.Single(await market.MailsAsync()).Subject);
        foreach (var side in IconSizes.Sides)
        {
            var png = await market.DoAsync((IBlobStore blobs) => blobs.ReadAllAsync($"{entry.IconBlobPrefix}-{side}.png", TestMarket.Stop));
            var webP = await market.DoAsync((IBlobStore blobs) => blobs.ReadAllAsync($"{entry.IconBlobPrefix}-{side}.webp", TestMarket.Stop));
            var seen = ImageDecoder.Decode(png).Value!;
            Assert.Equal((side, side), (seen.Width, seen.Height));
            Assert.Equal(seen.Rgb, ImageDecoder.Decode(webP).Value!.Rgb);
        }
    }

    [Fact]
    public async Task WhatIsPublishedTwiceIsInTheCatalogueOnce()
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var submission = await ApprovedAsync(market, await market.PersonAsync("Ada"), DemoPackages.Read("which-boat-1.0.0"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.AdvanceAsync(submission.Id)));
        await market.DoAsync<MarketDb>(db => db.Submissions.ExecuteUpdateAsync(row => row.SetProperty(x => x.WorkDueAt, TestMarket.Start)));
        await market.AdvanceAsync(submission.Id);
        Assert.Single(await market.ReadAsync(db => db.PublishedVersions.ToListAsync(TestMarket.Stop)));
        Assert.Single(await market.MailsAsync());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OfTwoAuthorsApprovedUnderTheSameIdTheSecondIsNotPublishedInTheFirstOnesName(string database)
    {
        await using var market = await MarketAsync(database);
        var first = await ApprovedAsync(market, await market.PersonAsync("Ada"), DemoPackages.Read("which-boat-1.0.0"));
        var second = await ApprovedAsync(market, await market.PersonAsync("Ben"), DemoPackages.Read("which-boat-1.1.0"), "1.1.0");

        await Task.WhenAll(market.AdvanceAsync(first.Id), market.AdvanceAsync(second.Id));

        Assert.Equal(SubmissionState.Published, (await market.FindAsync(first.Id)).State);
        Assert.Equal(SubmissionState.Invalid, (await market.FindAsync(second.Id)).State);
        Assert.Equal("Ada", Assert.Single(await market.ReadAsync(db => db.PublishedVersions.ToListAsync(TestMarket.Stop))).AuthorName);
        var finding = Assert.Single(await market.ReadAsync(db => db.Findings.ToListAsync(TestMarket.Stop)));
        Assert.Equal((second.Id, "submission.id-taken"), (finding.SubmissionId, finding.Rule));
        Assert.Contains(await market.MailsAsync(), mail => mail.ToAddress.StartsWith("ben", StringComparison.Ordinal) && mail.TextBody.Contains("Choose another id.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.0.0", "submission.version-published")]
    [InlineData("0.9.0", "submission.version-order")]
    [InlineData("1.0.0-rc.1", "submission.version-order")]
    public async Task AVersionThatWasOvertakenGoesBackToItsAuthor(string version, string rule)
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var ada = await market.PersonAsync("Ada");
        await market.AdvanceAsync((await ApprovedAsync(market, ada, DemoPackages.Read("which-boat-1.0.0"))).Id);
        var late = await ApprovedAsync(market, ada, DemoPackages.Make("which-boat-1.1.0", "which-boat", version), version);

        await market.AdvanceAsync(late.Id);

        Assert.Equal(SubmissionState.Invalid, (await market.FindAsync(late.Id)).State);
        Assert.Equal(rule, Assert.Single(await market.ReadAsync(db => db.Findings.ToListAsync(TestMarket.Stop))).Rule);
    }

    [Fact]
    public async Task WordsFromTheMailDescribeAPatchThatDoesNotSay()
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var package = DemoPackages.Make("which-boat-1.0.0", "which-boat", "1.0.0", manifest => manifest with { Description = null });
        var submission = await ApprovedAsync(market, await market.PersonAsync("Ada"), package, change: row => row.Description = "Kinds of boat,\r\nseen from afar: cafe\u0301");
        await market.AdvanceAsync(submission.Id);
        var entry = await market.ReadAsync(db => db.PublishedVersions.SingleAsync(TestMarket.Stop));
        Assert.Equal("Kinds of boat,\nseen from afar: caf\u00e9", entry.Description);
        Assert.NotNull(PackageReader.Read(await market.DoAsync((IBlobStore blobs) => blobs.ReadAllAsync(entry.BlobName, TestMarket.Stop))).Package);
    }

    [Fact]
    public async Task AnApprovedVersionWaitsForItsTime()
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        var submission = await ApprovedAsync(market, await market.PersonAsync("Ada"), DemoPackages.Read("which-boat-1.0.0"), change: row => row.WorkDueAt = row.PublishAt = TestMarket.Start.AddDays(2));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(SubmissionState.Approved, (await market.FindAsync(submission.Id)).State);
        market.Time.Advance(TimeSpan.FromDays(2));
        await market.AdvanceAsync(submission.Id);
        Assert.Equal(SubmissionState.Published, (await market.FindAsync(submission.Id)).State);
    }

    [Fact]
    public async Task OnlyTheOwnerUnlistsAndOnlyAnAdministratorRevokesForGood()
    {
        await using var market = await MarketAsync(Databases.Sqlite);
        (var ada, var ben) = (await market.PersonAsync("Ada"), await market.PersonAsync("Ben"));
        await market.AdvanceAsync((await ApprovedAsync(market, ada, DemoPackages.Read("which-boat-1.0.0"))).Id);

        Assert.IsType<ActionOutcome.NotAllowed>(await ChangeAsync(market, ben, [], EntryStatus.Unlisted));
        Assert.IsType<ActionOutcome.Done>(await ChangeAsync(market, ada, [], EntryStatus.Unlisted));
        Assert.IsType<ActionOutcome.Done>(await ChangeAsync(market, ada, [], EntryStatus.Listed));
        Assert.IsType<ActionOutcome.NotAllowed>(await ChangeAsync(market, ada, [], EntryStatus.Revoked));
        Assert.IsType<ActionOutcome.Done>(await ChangeAsync(market, ben, [Roles.Admin], EntryStatus.Revoked));
        Assert.Equal("entry.revoked", Assert.IsType<ActionOutcome.NotAllowed>(await ChangeAsync(market, ben, [Roles.Admin], EntryStatus.Listed)).Code);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ARelistAtTheSameTimeDoesNotUndoARevocation(string database)
    {
        await using var market = await MarketAsync(database);
        var ada = await market.PersonAsync("Ada");
        await market.AdvanceAsync((await ApprovedAsync(market, ada, DemoPackages.Read("which-boat-1.0.0"))).Id);
        await ChangeAsync(market, ada, [], EntryStatus.Unlisted);

        await market.DoAsync<MarketDb>(async slow =>
        {
            // The slow one has read "unlisted" already.
            await slow.PublishedVersions.SingleAsync(TestMarket.Stop);
            await ChangeAsync(market, ada, [Roles.Admin], EntryStatus.Revoked);
            var relisted = await new EntryStatusChanges(slow, market.Time).ChangeAsync(ada.Id, [], "which-boat", "1.0.0", EntryStatus.Listed, "", TestMarket.Stop);
            Assert.IsType<ActionOutcome.Conflict>(relisted);
        });
        Assert.Equal(EntryStatus.Revoked, (await market.ReadAsync(db => db.PublishedVersions.SingleAsync(TestMarket.Stop))).Status);
    }

    private static Task<ActionOutcome> ChangeAsync(TestMarket market, Account actor, string[] roles, EntryStatus status) =>
        market.DoAsync((EntryStatusChanges changes) => changes.ChangeAsync(actor.Id, roles, "which-boat", "1.0.0", status, "why", TestMarket.Stop));

    private async Task<TestMarket> MarketAsync(string database)
    {
        var market = await TestMarket.CreateAsync(databases, database);
        await market.ImportBaseAsync();
        return market;
    }

    private static Task<Submission> ApprovedAsync(TestMarket market, Account author, byte[] package, string version = "1.0.0", Action<Submission>? change = null) =>
        market.SubmissionAsync(author, SubmissionState.Approved, package, row =>
        {
            row.PatchVersion = version;
            change?.Invoke(row);
        });
}
