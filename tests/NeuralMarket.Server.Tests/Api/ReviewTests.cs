using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Tests.Api;

public sealed class ReviewTests(ServerFixture server)
{
    [Fact]
    public async Task ReviewerClaimsAndDecides()
    {
        var (author, reviewer, id) = await WaitingAsync("to reject");
        var queue = await reviewer.Http.GetAsync("/api/v1/review/queue", HttpStatusCode.OK);
        Assert.Equal(id, queue.GetProperty("items")[0].GetProperty("id").GetGuid());

        Assert.Equal(HttpStatusCode.NoContent, (await reviewer.Http.PostAsync($"/api/v1/review/{id}/claim", new { })).StatusCode);
        var decision = new { kind = "reject", reasons = (string[])["icon"], text = "The icon shows a car." };
        Assert.Equal(HttpStatusCode.NoContent, (await reviewer.Http.PostAsync($"/api/v1/review/{id}/decision", decision)).StatusCode);

        var details = await author.Http.GetAsync($"/api/v1/submissions/{id}", HttpStatusCode.OK);
        Assert.Equal("rejected", details.GetProperty("state").GetString());
        var read = details.GetProperty("decisions")[0];
        Assert.Equal("reject", read.GetProperty("kind").GetString());
        Assert.Equal("The icon shows a car.", read.GetProperty("text").GetString());
        Assert.Equal("icon", read.GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task ReleasedSubmissionLeavesTheQueue()
    {
        var (_, reviewer, id) = await WaitingAsync("to release");
        await reviewer.Http.PostAsync($"/api/v1/review/{id}/claim", new { });
        Assert.Equal(HttpStatusCode.NoContent, (await reviewer.Http.PostAsync($"/api/v1/review/{id}/release", new { })).StatusCode);
        Assert.Empty((await reviewer.Http.GetAsync("/api/v1/review/queue", HttpStatusCode.OK)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task OnlyTheAssignedReviewerDecides()
    {
        var (_, _, id) = await WaitingAsync("assigned to one");
        var other = await server.CallerAsync("reviewer");
        await (await other.Http.PostAsync($"/api/v1/review/{id}/decision", new { kind = "approve" })).AssertProblemAsync(HttpStatusCode.Forbidden, "review.assigned");
    }

    [Theory]
    [InlineData("""{"kind":"perhaps"}""", "decision.kind")]
    [InlineData("""{"kind":"reject","text":"no"}""", "decision.reasons")]
    [InlineData("""{"kind":"reject","reasons":["mood"],"text":"no"}""", "decision.reason")]
    [InlineData("""{"kind":"approve","reasen":[]}""", "request.invalid")]
    [InlineData("""{"kind":"appr""", "request.invalid")]
    public async Task DecisionThatCannotBeReadIsRefused(string body, string code)
    {
        var (_, reviewer, id) = await WaitingAsync($"refused {body}");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await (await reviewer.Http.PostAsync($"/api/v1/review/{id}/decision", content, Http.Stop)).AssertProblemAsync(HttpStatusCode.BadRequest, code);
    }

    /// <summary>A submission that waits for its reviewer, as routing leaves it.</summary>
    private async Task<(TestCaller Author, TestCaller Reviewer, Guid Id)> WaitingAsync(string content)
    {
        var author = await server.CallerAsync();
        var reviewer = await server.CallerAsync("reviewer");
        var receipt = await (await author.Http.SubmitAsync(Encoding.UTF8.GetBytes(content))).JsonAsync(HttpStatusCode.Accepted);
        var id = receipt.GetProperty("id").GetGuid();
        await server.InDatabaseAsync(async db =>
        {
            var submission = await db.Submissions.SingleAsync(row => row.Id == id);
            submission.State = SubmissionState.AwaitingReview;
            db.Assignments.Add(new Assignment { SubmissionId = id, ReviewerId = reviewer.AccountId, AssignedAt = MarketSeed.Day, DueAt = MarketSeed.Day.AddDays(3) });
            return await db.SaveChangesAsync();
        });
        return (author, reviewer, id);
    }
}
