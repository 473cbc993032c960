using System.Net;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Tests.Pages;

public sealed class ReviewPageTests(ServerFixture server)
{
    [Fact]
    public async Task QueueShowsTheMostUrgentFirst()
    {
        var reviewer = await server.CallerAsync("reviewer");
        var later = await SeededReview.AddAsync(server, reviewer: reviewer, dueIn: TimeSpan.FromDays(3));
        var late = await SeededReview.AddAsync(server, reviewer: reviewer, dueIn: TimeSpan.FromDays(-1));
        var page = await reviewer.Http.PageAsync("/review");
        Assert.True(page.IndexOf(late.Page, StringComparison.Ordinal) < page.IndexOf(later.Page, StringComparison.Ordinal));
        Assert.Contains("Was due", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyQueueSaysThatNothingWaits()
    {
        var reviewer = await server.CallerAsync("reviewer");
        Assert.Contains("Nothing waits for you", await reviewer.Http.PageAsync("/review"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatLiesWithNobodyCanBeTaken()
    {
        var seeded = await SeededReview.AddAsync(server, isAssigned: false);
        Assert.Contains(seeded.Page, await seeded.Reviewer.Http.PageAsync("/review"), StringComparison.Ordinal);

        var taken = await seeded.Reviewer.Http.SendFormAsync("/review", $"/review?handler=Take&id={seeded.Id}");
        Assert.Equal(seeded.Page, taken.Headers.Location?.OriginalString);
        var tooLate = await (await server.CallerAsync("reviewer")).Http.SendFormAsync(seeded.Page, $"/review?handler=Take&id={seeded.Id}");
        Assert.Contains("It is with another reviewer now.", await tooLate.HtmlAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewPageIsTheOneThatIsCheckedIn()
    {
        var seeded = await SeededReview.AddAsync(server);
        await Snapshot.AssertTextAsync("review.html", (await seeded.Reviewer.Http.PageAsync(seeded.Page)).SteadyMain(from: "<div class=\"panes\">"));
    }

    [Fact]
    public async Task CellsOfTheMatrixLeadToTheirPhotos()
    {
        var seeded = await SeededReview.AddAsync(server);
        var page = await seeded.Reviewer.Http.PageAsync(seeded.Page);
        foreach (var cell in (string[])["cell-0-1", "cell-1-2", "cell-0-none", "cell-2-none"])
        {
            Assert.Contains($"href=\"#{cell}\"", page, StringComparison.Ordinal);
            Assert.Contains($"id=\"{cell}\"", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("#cell-0-0", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsChosenBeforehand()
    {
        var seeded = await SeededReview.AddAsync(server);
        Assert.DoesNotContain("checked", await seeded.Reviewer.Http.PageAsync(seeded.Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterADecisionTheNextSubmissionIsShown()
    {
        var first = await SeededReview.AddAsync(server);
        var second = await SeededReview.AddAsync(server, reviewer: first.Reviewer);
        var decided = await DecideAsync(first, ("Decision.Kind", "reject"), ("Decision.Reasons", "icon"), ("Decision.Text", "It shows a car."));
        Assert.Equal(second.Page, decided.Headers.Location?.OriginalString);
        Assert.Contains("You rejected Which boat? 1.2.0.", await first.Reviewer.Http.PageAsync(second.Page), StringComparison.Ordinal);

        var last = await DecideAsync(second, ("Decision.Kind", "approve"), ("Decision.Reasons", "icon"));
        Assert.Equal("/review", last.Headers.Location?.OriginalString);
        Assert.Contains("All done", await first.Reviewer.Http.PageAsync("/review"), StringComparison.Ordinal);

        var read = await first.Author.Http.GetAsync($"/api/v1/submissions/{first.Id}", HttpStatusCode.OK);
        Assert.Equal("It shows a car.", read.GetProperty("decisions")[0].GetProperty("text").GetString());
        var yes = await server.InDatabaseAsync(db => db.Decisions.SingleAsync(row => row.SubmissionId == second.Id));
        Assert.Empty(yes.Reasons); // An approval needs none; what was ticked before the reviewer chose it is not sent on.
    }

    [Theory]
    [InlineData("", "Choose a decision first.")]
    [InlineData("reject", "Tick at least one reason.")]
    public async Task RefusedDecisionKeepsWhatWasTyped(string kind, string why)
    {
        var seeded = await SeededReview.AddAsync(server);
        var refused = await DecideAsync(seeded, ("Decision.Kind", kind), ("Decision.Text", "A long and <careful> text."));
        var page = await refused.HtmlAsync(HttpStatusCode.BadRequest);
        Assert.Contains(why, page, StringComparison.Ordinal);
        Assert.Contains("A long and &lt;careful&gt; text.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatCameMeanwhileIsNotDecidedUnseen()
    {
        var seeded = await SeededReview.AddAsync(server);
        await server.InDatabaseAsync(async db =>
        {
            var submission = await db.Submissions.Include(row => row.Attempts).SingleAsync(row => row.Id == seeded.Id);
            var first = submission.Attempts[0];
            db.Attempts.Add(new Attempt { SubmissionId = seeded.Id, Number = 2, FileName = "next.specialneurons", Sha256 = first.Sha256, Length = first.Length, BlobName = first.BlobName, ReceivedAt = MarketSeed.Day });
            submission.CurrentAttempt = 2;
            return await db.SaveChangesAsync();
        });
        var refused = await DecideAsync(seeded, ("Decision.Kind", "approve"), ("Decision.Text", "Typed before."));
        var page = await refused.HtmlAsync(HttpStatusCode.Conflict);
        Assert.Contains("Something changed while you were reading.", page, StringComparison.Ordinal);
        Assert.Contains("Typed before.", page, StringComparison.Ordinal);
        Assert.Equal(SubmissionState.AwaitingReview, await StateAsync(seeded));
    }

    [Fact]
    public async Task WhatIsTakenAwayWhileTypingIsRefusedWithTheText()
    {
        var seeded = await SeededReview.AddAsync(server);
        var other = await server.CallerAsync("reviewer");
        await server.InDatabaseAsync(db => db.Assignments.Where(row => row.SubmissionId == seeded.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(assignment => assignment.ReviewerId, other.AccountId)));
        var page = await (await DecideAsync(seeded, ("Decision.Kind", "approve"), ("Decision.Text", "Typed before."))).HtmlAsync(HttpStatusCode.Conflict);
        Assert.Contains("It is with another reviewer now.", page, StringComparison.Ordinal);
        Assert.Contains("Typed before.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherReviewerReadsButDoesNotDecide()
    {
        var seeded = await SeededReview.AddAsync(server);
        var page = await (await server.CallerAsync("reviewer")).Http.PageAsync(seeded.Page);
        Assert.Contains("Another reviewer has it.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Decision.Kind", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnopenedSubmissionCanBeGivenBack()
    {
        var seeded = await SeededReview.AddAsync(server);
        var released = await seeded.Reviewer.Http.SendFormAsync(seeded.Page, $"{seeded.Page}?handler=Release");
        Assert.Equal("/review", released.Headers.Location?.OriginalString);
        Assert.Equal(SubmissionState.AwaitingReview, await StateAsync(seeded));
        Assert.Equal("released", await server.InDatabaseAsync(db => db.Assignments.Where(row => row.SubmissionId == seeded.Id).Select(row => row.Outcome).SingleAsync()));
        Assert.NotNull(await server.InDatabaseAsync(db => db.Submissions.Where(row => row.Id == seeded.Id).Select(row => row.WorkDueAt).SingleAsync()));
    }

    [Fact]
    public async Task ReportIsAFileToKeep()
    {
        var seeded = await SeededReview.AddAsync(server);
        var response = await seeded.Reviewer.Http.GetAsync($"{seeded.Page}/report.html", Http.Stop);
        Assert.Equal("attachment; filename=which-boat-1.2.0-report.html; filename*=UTF-8''which-boat-1.2.0-report.html", response.Content.Headers.ContentDisposition?.ToString());
        Assert.Contains("41 of 43", await response.HtmlAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> DecideAsync(SeededReview seeded, params (string Name, string Value)[] fields) =>
        seeded.Reviewer.Http.SendFormAsync(seeded.Page, $"{seeded.Page}?handler=Decide", [.. fields, ("Decision.Attempt", "1")]);

    private Task<SubmissionState> StateAsync(SeededReview seeded) =>
        server.InDatabaseAsync(db => db.Submissions.Where(row => row.Id == seeded.Id).Select(row => row.State).SingleAsync());
}
