using System.Net;
using System.Text;
using NeuralMarket.Market.Retests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Server.Tests.Pages;

/// <summary>Published versions that a re-test wants a person to look at.</summary>
public sealed class TaskPageTests(ServerFixture server)
{
    [Fact]
    public async Task ATaskIsInTheQueueSaysWhatWasFoundAndIsClosedWithWords()
    {
        var (task, seeded) = await RaiseAsync();
        var page = $"/review/tasks/{task.Id}";
        Assert.Contains(page, await seeded.Reviewer.Http.PageAsync("/review"), StringComparison.Ordinal);

        var shown = await seeded.Reviewer.Http.PageAsync(page);
        var reason = ReportJson.Read(Encoding.UTF8.GetBytes(task.ReportJson!)).Verdict.Reasons.First(reason => reason.Outcome != Outcome.Pass);
        Assert.Contains(reason.Message, WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
        Assert.Contains($"/patches/{task.PatchId}", shown, StringComparison.Ordinal);

        var empty = await seeded.Reviewer.Http.SendFormAsync(page, page, ("resolution", " "));
        Assert.Contains("There are no words yet", await empty.HtmlAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        var closed = await seeded.Reviewer.Http.SendFormAsync(page, page, ("resolution", "The labels were wrong."));
        Assert.Equal("/review", closed.Headers.Location?.OriginalString);

        Assert.DoesNotContain(page, await seeded.Reviewer.Http.PageAsync("/review"), StringComparison.Ordinal);
        var late = await (await server.CallerAsync("reviewer")).Http.PageAsync(page);
        Assert.Contains("The labels were wrong.", late, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TasksAreForReviewersAlone()
    {
        var (task, seeded) = await RaiseAsync();
        foreach (var other in (TestCaller[])[seeded.Author, await server.CallerAsync("admin"), await server.CallerAsync("curator")])
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Http.GetAsync($"/review/tasks/{task.Id}", Http.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await seeded.Reviewer.Http.GetAsync($"/review/tasks/{Guid.NewGuid()}", Http.Stop)).StatusCode);
    }

    private async Task<(ReviewTask Task, SeededReview Seeded)> RaiseAsync()
    {
        var seeded = await SeededReview.AddAsync(server);
        var id = $"boat-{Guid.NewGuid():n}";
        await server.Seed.PublishAsync(new SeededVersion(id, "1.0.0", "tasks"));
        var task = new ReviewTask
        {
            Kind = ReviewTaskKind.NowFails,
            PatchId = id,
            Version = "1.0.0",
            SubmissionId = seeded.Id,
            RetestId = Guid.CreateVersion7(),
            Finding = "It is wrong on most photos.",
            ReportJson = Encoding.UTF8.GetString(ReportJson.Write(SeededReport.Of("tasks", seeded.PhotoSha256))),
            RaisedAt = MarketSeed.Day,
        };
        await server.InDatabaseAsync(db =>
        {
            db.ReviewTasks.Add(task);
            return db.SaveChangesAsync(Http.Stop);
        });
        return (task, seeded);
    }
}
