using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Tests.Harness;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Testing;

namespace NeuralMarket.Market.Tests.HeldOut;

/// <summary>Held-out sets keep what was said of every photo, by whom and when, and every state that a report may name.</summary>
public sealed class HeldOutHistoryTests(Databases databases)
{
    private static readonly Tag House = new(80000002);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ARelabelledPhotoMakesAVersionAndTheSetFromBeforeVersionsStaysReadable(string database)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, database);
        await HeldOutWorld.CreateAsync(market); // Its rows know no versions, as those of a market from before there were any.
        var photo = await FirstBoatAsync(market);
        market.Time.Advance(TimeSpan.FromHours(1));

        Assert.NotNull((await RelabelAsync(market, photo.Sha256[..12], House, "Otto")).Value);

        var versions = await VersionsAsync(market);
        Assert.Equal([(2, 400, "Otto"), (1, 400, "unknown")], versions.Select(row => (row.Number, row.ImageCount, row.MadeBy)));
        Assert.NotEqual(versions[0].Hash, versions[1].Hash);
        Assert.Equal(House.Number, (await ImagesAsync(market, versions[0])).Single(row => row.Sha256 == photo.Sha256).Tag);
        Assert.Equal(photo.Tag, (await ImagesAsync(market, versions[1])).Single(row => row.Sha256 == photo.Sha256).Tag);
        var labels = await market.ReadAsync(db => db.HeldOutLabels.Where(row => row.Sha256 == photo.Sha256).OrderBy(row => row.Version).ToListAsync(TestMarket.Stop));
        Assert.Equal([(LabelChange.Added, "unknown", TestMarket.Start), (LabelChange.Relabelled, "Otto", TestMarket.Start.AddHours(1))], labels.Select(row => (row.Change, row.By, row.At)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ARetiredPhotoIsInNoLaterVersionAndTakingItBackGivesTheSameSetAgain(string database)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, database);
        await HeldOutWorld.CreateAsync(market);
        var photo = await FirstBoatAsync(market);

        Assert.NotNull((await CurateAsync(market, (curation, set) => curation.RetireAsync(set, photo.Sha256, "Otto", TestMarket.Stop))).Value);
        Assert.NotNull((await CurateAsync(market, (curation, set) => curation.RestoreAsync(set, photo.Sha256, "Rita", TestMarket.Stop))).Value);

        var versions = await VersionsAsync(market);
        Assert.Equal([(3, 400), (2, 399), (1, 400)], versions.Select(row => (row.Number, row.ImageCount)));
        Assert.Equal(versions[2].Hash, versions[0].Hash);
        Assert.DoesNotContain(await ImagesAsync(market, versions[1]), row => row.Sha256 == photo.Sha256);
        Assert.Equal(3, (await market.DoAsync((HeldOutVersions all) => FindAsync(market, all, versions[0].Hash[..8])))!.Number);
    }

    [Fact]
    public async Task AReportCanBeReproducedFromTheSetThatItNames()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        var world = await HeldOutWorld.CreateAsync(market);
        var submission = await world.TestAsync(await market.PersonAsync("Ada"), world.Package(noise: 0));
        var named = ReportJson.Read(Encoding.UTF8.GetBytes((await world.ResultAsync(submission.Id)).ReportJson)).Images.WholeSetHash!;
        await RelabelAsync(market, (await FirstBoatAsync(market)).Sha256, House, "Otto");
        var folder = Path.Combine(market.Folder, "years-later");
        Directory.CreateDirectory(folder + ".part"); // An export was cut off.
        await File.WriteAllTextAsync(Path.Combine(folder + ".part", "n80000101_left.jpg"), "left behind", TestMarket.Stop);

        Assert.Equal(1, (await ExportAsync(market, "boats", named, folder)).Value!.Number);

        var read = await LabelledImageFolder.ReadAsync(folder, TestMarket.Stop);
        Assert.Equal((named, 400, 0), (read.Value!.Hash, read.Value.Images.Count, read.Value.Skipped.Count));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WhatIsExportedImportsToTheSameSetWithItsSources(string database)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, database);
        await market.ImportBaseAsync();
        using var folder = new TemporaryFolder();
        Write(folder, "map_clsloc.txt", "n00000001 1 cat\nn00000002 2 dog\n");
        Write(folder, "is_a.txt", "n00000002 n00000001\n");
        Write(folder, "sources.json", """{ "a/n1_1.jpg": { "source": "https://photos.example/1", "license": "CC0-1.0" } }""");
        Write(folder, "a/n1_1.jpg", "one");
        Write(folder, "b/n1_1.jpg", "two");
        await ImportAsync(market, folder.Path, "pets", new("Otto", "taken by us", "CC-BY-4.0"));
        var copy = Path.Combine(market.Folder, "copy");

        var exported = (await ExportAsync(market, "pets", null, copy)).Value!;
        var again = await ImportAsync(market, copy, "pets again", new("Rita"));

        Assert.Equal((2, 0, 0), (again.Value!.Added, again.Value.Known, again.Value.Skipped));
        Assert.Empty(again.Findings);
        var sets = await market.ReadAsync(db => db.HeldOutSets.Include(row => row.Images).OrderBy(row => row.Name).ToListAsync(TestMarket.Stop));
        Assert.Equal([exported.Hash, exported.Hash], sets.Select(row => row.Hash));
        Assert.All(sets, set => Assert.Equal(
            [("CC-BY-4.0", "taken by us"), ("CC0-1.0", "https://photos.example/1")], set.Images.Select(row => (row.License!, row.Source!)).Order()));
    }

    [Fact]
    public async Task AFolderThatSaysOtherwiseOfAPhotoChangesNothingAndSaysHowTo()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        await market.ImportBaseAsync();
        using var folder = new TemporaryFolder();
        Write(folder, "map_clsloc.txt", "n00000001 1 cat\nn00000002 2 dog\n");
        Write(folder, "n1_1.jpg", "one");
        Write(folder, "n1_2.jpg", "two");
        await ImportAsync(market, folder.Path, "pets", new("Otto"));
        var two = await market.ReadAsync(db => db.HeldOutImages.SingleAsync(row => row.FileName == "n1_2.jpg", TestMarket.Stop));
        await CurateAsync(market, (curation, set) => curation.RetireAsync(set, two.Sha256, "Otto", TestMarket.Stop), "pets");
        File.Move(Path.Combine(folder.Path, "n1_1.jpg"), Path.Combine(folder.Path, "n2_1.jpg"));

        var again = await ImportAsync(market, folder.Path, "pets", new("Rita"));

        Assert.Equal([CurationRules.Retired, CurationRules.LabelDiffers], again.Findings.OrderBy(finding => finding.Where).Select(finding => finding.Rule));
        Assert.Contains(again.Findings, finding => finding.Remedy.Contains("images relabel", StringComparison.Ordinal));
        Assert.Equal(2, (await VersionsAsync(market, "pets"))[0].Number);
        Assert.Single(await market.ReadAsync(db => db.HeldOutImages.Where(row => row.Tag == 1 && row.RetiredAt == null).ToListAsync(TestMarket.Stop)));
    }

    [Fact]
    public async Task AChangeThatWasCutOffGetsItsVersionBeforeTheNext()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        await market.ImportBaseAsync();
        using var folder = new TemporaryFolder();
        Write(folder, "map_clsloc.txt", "n00000001 1 cat\n");
        Write(folder, "n1_1.jpg", "one");
        await ImportAsync(market, folder.Path, "pets", new("Otto"));
        await market.DoAsync<MarketDb>(async db =>
        {
            // The labels were saved, the version and what goes with it were not.
            await db.HeldOutVersions.ExecuteDeleteAsync(TestMarket.Stop);
            await db.AuditEntries.Where(row => row.Action == "imageSetChanged").ExecuteDeleteAsync(TestMarket.Stop);
        });

        var photo = await market.ReadAsync(db => db.HeldOutImages.SingleAsync(TestMarket.Stop));
        await CurateAsync(market, (curation, set) => curation.RetireAsync(set, photo.Sha256, "Rita", TestMarket.Stop), "pets");

        var versions = await VersionsAsync(market, "pets");
        Assert.Equal([(2, 0, "Rita"), (1, 1, "Otto")], versions.Select(row => (row.Number, row.ImageCount, row.MadeBy)));
        Assert.Single(await ImagesAsync(market, versions[1]));
    }

    [Fact]
    public async Task ATestThatWaitsForPhotosIsDoneAgainAfterARelabel()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        await HeldOutWorld.CreateAsync(market);
        var waiting = await market.SubmissionAsync(await market.PersonAsync("Ada"), SubmissionState.AwaitingImages);

        await RelabelAsync(market, (await FirstBoatAsync(market)).Sha256, House, "Otto");

        Assert.Equal(SubmissionState.Testing, (await market.FindAsync(waiting.Id)).State);
    }

    [Theory]
    [InlineData("abc", CurationRules.UnknownPhoto)]
    [InlineData("0000000000000000", CurationRules.UnknownPhoto)]
    [InlineData("aaaaaaaa", CurationRules.UnknownPhoto)]
    [InlineData("aaaaaaaa1", CurationRules.Nothing)]
    public async Task WhatCannotBeRelabelledIsRefusedAndChangesNothing(string photo, string rule)
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        await HeldOutWorld.CreateAsync(market);
        await market.DoAsync<MarketDb>(async db =>
        {
            var set = await db.HeldOutSets.SingleAsync(TestMarket.Stop);
            foreach (var last in "12")
                db.HeldOutImages.Add(new HeldOutImage { SetId = set.Id, Sha256 = $"aaaaaaaa{last}".PadRight(64, '0'), Tag = House.Number, FileName = "x.jpg", BlobName = "images/x" });
            await db.SaveChangesAsync(TestMarket.Stop);
        });

        var refused = await RelabelAsync(market, photo, House, "Otto");

        Assert.Equal((null, rule), (refused.Value, Assert.Single(refused.Findings).Rule));
        Assert.Equal(1, (await VersionsAsync(market))[0].Number);
        Assert.Equal(ImageSetRules.UnknownTag, Assert.Single((await RelabelAsync(market, photo, new Tag(7), "Otto")).Findings).Rule);
    }

    [Fact]
    public async Task AnExportOverwritesNothingAndNamesNoVersionThatIsNotThere()
    {
        await using var market = await HeldOutWorld.MarketAsync(databases, Databases.Sqlite);
        await HeldOutWorld.CreateAsync(market);

        Assert.Equal(CurationRules.FolderTaken, Assert.Single((await ExportAsync(market, "boats", "1", market.Folder)).Findings).Rule);
        Assert.Equal(CurationRules.UnknownVersion, Assert.Single((await ExportAsync(market, "boats", "2", Path.Combine(market.Folder, "new"))).Findings).Rule);
        Assert.False(Path.Exists(Path.Combine(market.Folder, "new")));
    }

    private static void Write(TemporaryFolder folder, string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static Task<HeldOutImage> FirstBoatAsync(TestMarket market) =>
        market.ReadAsync(db => db.HeldOutImages.AsNoTracking().Where(row => row.Tag != House.Number).OrderBy(row => row.Sha256).FirstAsync(TestMarket.Stop));

    private static async Task<Reading<ImageImportResult>> ImportAsync(TestMarket market, string folder, string name, ImageProvenance provenance)
    {
        var identity = await market.ReadAsync(db => db.BaseNetworks.Select(row => row.Identity).SingleAsync(TestMarket.Stop));
        return await market.DoAsync((HeldOutSets sets) => sets.ImportAsync(folder, name, identity, provenance, TestMarket.Stop));
    }

    private static Task<Reading<HeldOutImage>> RelabelAsync(TestMarket market, string photo, Tag tag, string by) =>
        CurateAsync(market, (curation, set) => curation.RelabelAsync(set, photo, tag, by, TestMarket.Stop));

    /// <summary>In one scope, as a command does.</summary>
    private static Task<Reading<HeldOutImage>> CurateAsync(TestMarket market, Func<HeldOutCuration, HeldOutSet, Task<Reading<HeldOutImage>>> act, string set = "boats") =>
        market.DoAsync(async (IServiceProvider services) => await act(
            services.GetRequiredService<HeldOutCuration>(), (await services.GetRequiredService<HeldOutSets>().FindAsync(set, TestMarket.Stop))!));

    private static async Task<IReadOnlyList<HeldOutVersion>> VersionsAsync(TestMarket market, string set = "boats") =>
        await market.DoAsync(async (IServiceProvider services) => await services.GetRequiredService<HeldOutVersions>().ListAsync(
            (await services.GetRequiredService<HeldOutSets>().FindAsync(set, TestMarket.Stop))!, TestMarket.Stop));

    private static async Task<HeldOutVersion?> FindAsync(TestMarket market, HeldOutVersions versions, string reference) =>
        await versions.FindAsync(await market.ReadAsync(db => db.HeldOutSets.AsNoTracking().SingleAsync(TestMarket.Stop)), reference, TestMarket.Stop);

    private static Task<IReadOnlyList<HeldOutImage>> ImagesAsync(TestMarket market, HeldOutVersion version) =>
        market.DoAsync((HeldOutVersions versions) => versions.ImagesAsync(version, TestMarket.Stop));

    private static Task<Reading<HeldOutVersion>> ExportAsync(TestMarket market, string set, string? version, string folder) =>
        market.DoAsync(async (IServiceProvider services) => await services.GetRequiredService<HeldOutExport>().WriteAsync(
            (await services.GetRequiredService<HeldOutSets>().FindAsync(set, TestMarket.Stop))!, version, folder, null, TestMarket.Stop));
}
