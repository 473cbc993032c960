using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Server.Tests.Pages;

/// <summary>A submission before its reviewer, as the stages leave it, with a held-out set of one photo.</summary>
internal sealed record SeededReview(TestCaller Author, TestCaller Reviewer, Guid Id, Guid SetId, string PhotoSha256)
{
    public string Page => $"/review/{Id}";

    public string Thumbnail => $"/held-out/{SetId}/{PhotoSha256}/thumbnail";

    private static byte[] Package => File.ReadAllBytes(Repository.File("infra/demo-world/world/patches/which-boat-1.2.0.specialneurons"));

    private static byte[] Photo => File.ReadAllBytes(Directory.GetFiles(Repository.File("infra/demo-world/world/heldout/n80000101")).Order(StringComparer.Ordinal).First());

    /// <summary>Waits for a reviewer of its own.</summary>
    /// <param name="server">The market.</param>
    /// <param name="isAssigned">Whether the reviewer has it; otherwise it lies with nobody.</param>
    /// <param name="reviewer">The reviewer; a new one when absent.</param>
    /// <param name="dueIn">Until when the reviewer has time, from now.</param>
    public static async Task<SeededReview> AddAsync(ServerFixture server, bool isAssigned = true, TestCaller? reviewer = null, TimeSpan? dueIn = null)
    {
        var author = await server.CallerAsync();
        reviewer ??= await server.CallerAsync("reviewer");
        var receipt = await (await author.Http.SubmitAsync(Package, note: "Please look at the <b>steamers</b>.")).JsonAsync(HttpStatusCode.Accepted);
        var id = receipt.GetProperty("id").GetGuid();
        var set = await AddSetAsync(server, $"set of {id}");
        await server.InDatabaseAsync(db => PrepareAsync(db, id, set.Name, isAssigned ? reviewer.AccountId : null, dueIn ?? TimeSpan.FromDays(3)));
        return new SeededReview(author, reviewer, id, set.Id, set.Images[0].Sha256);
    }

    private static async Task<HeldOutSet> AddSetAsync(ServerFixture server, string name)
    {
        var photo = Photo;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(photo));
        var set = new HeldOutSet { Name = name, BaseIdentity = MarketSeed.IdentityOf(name), CategoriesText = "" };
        set.Images.Add(new HeldOutImage { SetId = set.Id, Sha256 = sha256, Tag = 80000101, FileName = "n80000101/a.jpg", BlobName = $"images/{sha256}", AddedAt = MarketSeed.Day });
        return await server.InScopeAsync(async services =>
        {
            await services.GetRequiredService<IBlobStore>().PutAsync($"images/{sha256}", new MemoryStream(photo), CancellationToken.None);
            var db = services.GetRequiredService<MarketDb>();
            db.HeldOutSets.Add(set);
            await db.SaveChangesAsync();
            return set;
        });
    }

    private static async Task<int> PrepareAsync(MarketDb db, Guid id, string setName, Guid? reviewer, TimeSpan dueIn)
    {
        var photo = await db.HeldOutSets.Where(row => row.Name == setName).SelectMany(row => row.Images).SingleAsync();
        var submission = await db.Submissions.SingleAsync(row => row.Id == id);
        (submission.State, submission.DeadlineAt) = (SubmissionState.AwaitingReview, DateTimeOffset.UtcNow + dueIn);
        (submission.PatchId, submission.PatchVersion, submission.Title) = ("which-boat", "1.2.0", "Which boat?");
        db.TestResults.Add(new Market.Submissions.TestResult
        {
            SubmissionId = id,
            AttemptNumber = 1,
            ReportJson = Encoding.UTF8.GetString(ReportJson.Write(SeededReport.Of(setName, photo.Sha256))),
            Decision = "attention",
            SetHash = "hash",
            EngineVersion = "1",
            TestedAt = MarketSeed.Day,
        });
        if (reviewer is { } who)
            db.Assignments.Add(new Assignment { SubmissionId = id, ReviewerId = who, AssignedAt = MarketSeed.Day, DueAt = DateTimeOffset.UtcNow + dueIn });
        return await db.SaveChangesAsync();
    }
}
