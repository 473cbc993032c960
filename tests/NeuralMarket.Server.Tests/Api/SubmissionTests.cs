using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Tests.Api;

public sealed class SubmissionTests(ServerFixture server)
{
    private static byte[] Package(string content) => Encoding.UTF8.GetBytes(content);

    [Fact]
    public async Task UploadGivesAReceiptAndAnAddressToFollowItAt()
    {
        var author = await server.CallerAsync();
        var response = await author.Http.SubmitAsync(Package("some bytes"), note: "please look");
        var receipt = await response.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(1, receipt.GetProperty("attempt").GetInt32());
        Assert.Equal("received", receipt.GetProperty("state").GetString());
        Assert.Equal(MarketSeed.IdentityOf("some bytes"), receipt.GetProperty("sha256").GetString());

        var details = await author.Http.GetAsync(response.Headers.Location!.ToString(), HttpStatusCode.OK);
        Assert.Equal(receipt.GetProperty("id").GetGuid(), details.GetProperty("id").GetGuid());
        Assert.Equal("system", details.GetProperty("actsNext").GetString());
        Assert.Equal("please look", details.GetProperty("note").GetString());
        Assert.Equal("cat-or-dog.specialneurons", details.GetProperty("attempts")[0].GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task SameBytesGiveTheSameReceipt()
    {
        var author = await server.CallerAsync();
        var first = await (await author.Http.SubmitAsync(Package("twice"))).JsonAsync(HttpStatusCode.Accepted);
        var second = await (await author.Http.SubmitAsync(Package("twice"))).JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.Equal(first.GetProperty("receivedAt").GetString(), second.GetProperty("receivedAt").GetString());
        Assert.True(second.GetProperty("alreadyKnown").GetBoolean());
    }

    [Fact]
    public async Task SameBytesOfAnotherAuthorAreAnotherSubmission()
    {
        var first = await (await (await server.CallerAsync()).Http.SubmitAsync(Package("shared"))).JsonAsync(HttpStatusCode.Accepted);
        var second = await (await (await server.CallerAsync()).Http.SubmitAsync(Package("shared"))).JsonAsync(HttpStatusCode.Accepted);
        Assert.NotEqual(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.False(second.GetProperty("alreadyKnown").GetBoolean());
    }

    [Fact]
    public async Task IdempotencyKeyIsForOneFile()
    {
        var author = await server.CallerAsync();
        await (await author.Http.SubmitAsync(Package("keyed"), "key-1")).JsonAsync(HttpStatusCode.Accepted);
        await (await author.Http.SubmitAsync(Package("keyed"), "key-1")).JsonAsync(HttpStatusCode.Accepted);
        await (await author.Http.SubmitAsync(Package("other"), "key-1")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key");
    }

    [Fact]
    public async Task AnothersSubmissionIsNotThere()
    {
        var author = await server.CallerAsync();
        var stranger = await server.CallerAsync("reviewer");
        var receipt = await (await author.Http.SubmitAsync(Package("secret"))).JsonAsync(HttpStatusCode.Accepted);
        var address = receipt.GetProperty("address").GetString();
        await (await stranger.Http.GetAsync(address, Http.Stop)).AssertProblemAsync(HttpStatusCode.NotFound, "resource.unknown");
        await (await stranger.Http.PostAsync($"{address}/withdraw", null, Http.Stop)).AssertProblemAsync(HttpStatusCode.NotFound, "resource.unknown");
        await (await stranger.Http.PostAsync($"{address}/reply", new { text = "hello" })).AssertProblemAsync(HttpStatusCode.NotFound, "resource.unknown");
        await (await stranger.Http.SubmitAsync(Package("mine"), path: $"{address}/attempts")).AssertProblemAsync(HttpStatusCode.NotFound, "submission.unknown");
        Assert.Empty((await stranger.Http.GetAsync("/api/v1/submissions", HttpStatusCode.OK)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task InvalidSubmissionIsWithdrawnByItsAuthor()
    {
        var author = await server.CallerAsync();
        var receipt = await (await author.Http.SubmitAsync(Package("to withdraw"))).JsonAsync(HttpStatusCode.Accepted);
        var id = receipt.GetProperty("id").GetGuid();
        var address = receipt.GetProperty("address").GetString();
        await (await author.Http.PostAsync($"{address}/withdraw", null, Http.Stop)).AssertProblemAsync(HttpStatusCode.Conflict, "submission.state");

        await server.InDatabaseAsync(db => db.Submissions.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Invalid)));
        Assert.Equal(HttpStatusCode.NoContent, (await author.Http.PostAsync($"{address}/withdraw", null, Http.Stop)).StatusCode);
        var details = await author.Http.GetAsync(address!, HttpStatusCode.OK);
        Assert.Equal("withdrawn", details.GetProperty("state").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, details.GetProperty("actsNext").ValueKind);
    }

    [Fact]
    public async Task PagesOfSubmissionsStayStableWhileNewOnesArrive()
    {
        var author = await server.CallerAsync();
        for (var number = 0; number < 5; number++)
            await author.Http.SubmitAsync(Package($"page {number}"));

        var first = await author.Http.GetAsync("/api/v1/submissions?limit=2", HttpStatusCode.OK);
        await author.Http.SubmitAsync(Package("page late"));
        List<Guid> seen = [.. IdsOf(first)];
        for (var next = first.GetProperty("next").GetString(); next is not null;)
        {
            var page = await author.Http.GetAsync($"/api/v1/submissions?limit=2&after={next}", HttpStatusCode.OK);
            seen.AddRange(IdsOf(page));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task PackageBeyondTheLimitIsRefusedWithoutBeingKept()
    {
        var author = await server.CallerAsync();
        await (await author.Http.SubmitAsync(new byte[(40 * 1024 * 1024) + 1])).AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
        Assert.Equal(0, await server.InDatabaseAsync(db => db.Submissions.CountAsync(row => row.AuthorId == author.AccountId)));
    }

    [Fact]
    public async Task EmptyFileIsRefused() =>
        await (await (await server.CallerAsync()).Http.SubmitAsync([])).AssertProblemAsync(HttpStatusCode.BadRequest, "submission.empty");

    [Fact]
    public async Task FormWithoutAPackageIsRefused()
    {
        var author = await server.CallerAsync();
        using var form = new MultipartFormDataContent { { new StringContent("only words"), "note" } };
        await (await author.Http.PostAsync("/api/v1/submissions", form, Http.Stop)).AssertProblemAsync(HttpStatusCode.BadRequest, "request.form");
    }

    [Fact]
    public async Task FormWithAnUnknownPartIsRefused()
    {
        var author = await server.CallerAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "package", "a" }, { new StringContent("x"), "descripton" } };
        await (await author.Http.PostAsync("/api/v1/submissions", form, Http.Stop)).AssertProblemAsync(HttpStatusCode.BadRequest, "request.form");
    }

    [Fact]
    public async Task TruncatedFormIsRefused()
    {
        var author = await server.CallerAsync();
        using var body = new StringContent("--b\r\nContent-Disposition: form-data; name=\"package\"; filename=\"a\"\r\n\r\nhalf");
        body.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };
        await (await author.Http.PostAsync("/api/v1/submissions", body, Http.Stop)).AssertProblemAsync(HttpStatusCode.BadRequest, "request.form");
    }

    private static IEnumerable<Guid> IdsOf(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid());
}
