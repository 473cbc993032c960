using System.Net;
using System.Text.Json;

namespace NeuralMarket.Server.Tests.Api;

public sealed class CatalogueTests(ServerFixture server)
{
    private readonly HttpClient _phone = server.CreateClient();

    [Fact]
    public async Task BrowsingLooksAsItAlwaysDid()
    {
        var seed = server.Seed;
        await seed.PublishAsync(new("snapshot-cat", "1.0.0", "snapshot") { Title = "Cat or dog" });
        await seed.PublishAsync(new("snapshot-cat", "1.10.0", "snapshot") { Title = "Cat or dog", At = MarketSeed.Day.AddDays(1) });
        await seed.PublishAsync(new("snapshot-car", "2.0.0", "snapshot") { Title = "Car or truck", At = MarketSeed.Day.AddDays(2) });
        var page = await _phone.GetAsync($"/api/v1/patches?base={MarketSeed.IdentityOf("snapshot")}&sort=name", HttpStatusCode.OK);
        await Snapshot.AssertAsync("browse.json", page);
    }

    [Fact]
    public async Task PagesStayStableWhilePatchesArePublished()
    {
        var seed = server.Seed;
        for (var number = 0; number < 7; number++)
            await seed.PublishAsync(new($"paging-{number}", "1.0.0", "paging") { At = MarketSeed.Day.AddHours(number / 2) });
        var start = $"/api/v1/patches?base={MarketSeed.IdentityOf("paging")}&sort=new&limit=3";
        var page = await _phone.GetAsync(start, HttpStatusCode.OK);
        List<string> seen = [.. IdsOf(page)];
        await seed.PublishAsync(new("paging-late", "1.0.0", "paging") { At = MarketSeed.Day.AddDays(9) });
        while (page.GetProperty("next").GetString() is { } next)
        {
            page = await _phone.GetAsync($"{start}&after={next}", HttpStatusCode.OK);
            seen.AddRange(IdsOf(page));
        }

        Assert.Equal(["paging-6", "paging-4", "paging-5", "paging-2", "paging-3", "paging-0", "paging-1"], seen);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("updated")]
    [InlineData("popular")]
    [InlineData("name")]
    [InlineData("relevance")]
    public async Task EveryOrderShowsEachPatchOnce(string sort)
    {
        for (var number = 0; number < 5; number++)
            await server.Seed.PublishAsync(new($"order-{sort}-{number}", "1.0.0", $"order-{sort}") { At = MarketSeed.Day.AddHours(number / 2), Title = number % 2 == 0 ? "Orderly" : null });
        var start = $"/api/v1/patches?base={MarketSeed.IdentityOf($"order-{sort}")}&q=order&sort={sort}&limit=2";
        var whole = IdsOf(await _phone.GetAsync(start.Replace("limit=2", "limit=200", StringComparison.Ordinal), HttpStatusCode.OK)).ToList();
        var page = await _phone.GetAsync(start, HttpStatusCode.OK);
        List<string> seen = [.. IdsOf(page)];
        while (page.GetProperty("next").GetString() is { } next)
        {
            page = await _phone.GetAsync($"{start}&after={next}", HttpStatusCode.OK);
            seen.AddRange(IdsOf(page));
        }

        Assert.Equal(5, whole.Count);
        Assert.Equal(whole, seen);
    }

    [Fact]
    public async Task SearchFindsByWordsAndTrigger()
    {
        await server.Seed.PublishAsync(new("search-one", "1.0.0", "search") { Title = "Zebra finch" });
        await server.Seed.PublishAsync(new("search-two", "1.0.0", "search") { Title = "Zebra crossing" });
        Assert.Equal(["search-one"], IdsOf(await _phone.GetAsync("/api/v1/patches?q=finch%20ZEBRA", HttpStatusCode.OK)));
        Assert.Empty(IdsOf(await _phone.GetAsync("/api/v1/triggers/n00099999", HttpStatusCode.OK)));
        var refining = IdsOf(await _phone.GetAsync($"/api/v1/triggers/{MarketSeed.Trigger}?base={MarketSeed.IdentityOf("search")}", HttpStatusCode.OK));
        Assert.Equal(["search-one", "search-two"], refining.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/patches?colour=red", "query.unknown")]
    [InlineData("/api/v1/patches?limit=0", "query.limit")]
    [InlineData("/api/v1/patches?limit=201", "query.limit")]
    [InlineData("/api/v1/patches?limit=two", "request.invalid")]
    [InlineData("/api/v1/patches?sort=best", "query.sort")]
    [InlineData("/api/v1/patches?sort=relevance", "query.sort")]
    [InlineData("/api/v1/patches?base=resnet", "query.base")]
    [InlineData("/api/v1/patches?trigger=cat", "query.trigger")]
    [InlineData("/api/v1/patches?after=x", "query.after")]
    [InlineData("/api/v1/patches?q=a&q=b", "query.repeated")]
    [InlineData("/api/v1/patches/x/icon?size=65", "query.size")]
    [InlineData("/api/v1/patches/x/icon?format=gif", "query.format")]
    [InlineData("/api/v1/triggers/cat", "category.tag")]
    [InlineData("/api/v1/bases?x=1", "query.unknown")]
    public async Task QuestionThatIsNotUnderstoodIsAnError(string path, string code)
    {
        var response = await _phone.GetAsync(path, Http.Stop);
        await response.AssertProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.True(response.Headers.CacheControl is null or { NoStore: true });
    }

    [Fact]
    public async Task CursorOfOneOrderIsRefusedByAnother()
    {
        for (var number = 0; number < 2; number++)
            await server.Seed.PublishAsync(new($"cursor-{number}", "1.0.0", "cursor"));
        var page = await _phone.GetAsync($"/api/v1/patches?base={MarketSeed.IdentityOf("cursor")}&limit=1&sort=name", HttpStatusCode.OK);
        var response = await _phone.GetAsync($"/api/v1/patches?sort=new&after={page.GetProperty("next").GetString()}", Http.Stop);
        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "query.after");
    }

    [Theory]
    [InlineData("/api/v1/patches/none", "resource.unknown")]
    [InlineData("/api/v1/patches/none/versions/1.0.0", "resource.unknown")]
    [InlineData("/api/v1/patches/none/versions/1.0.0/package", "resource.unknown")]
    [InlineData("/api/v1/patches/none/icon", "resource.unknown")]
    [InlineData("/api/v1/bases/none/none.txt", "resource.unknown")]
    [InlineData("/api/v1/nothing", "route.unknown")]
    public async Task WhatIsNotThereIsAProblemDocument(string path, string code) =>
        await (await _phone.GetAsync(path, Http.Stop)).AssertProblemAsync(HttpStatusCode.NotFound, code);

    [Fact]
    public async Task WrongMethodIsAProblemDocument() =>
        await (await _phone.PostAsync("/api/v1/bases", null, Http.Stop)).AssertProblemAsync(HttpStatusCode.MethodNotAllowed, "method.not-allowed");

    [Fact]
    public async Task UnlistedVersionIsInstallableAndRevokedOneIsGone()
    {
        var owner = await server.CallerAsync();
        var admin = await server.CallerAsync("admin");
        await server.Seed.PublishAsync(new("status-patch", "1.0.0", "status") { OwnerId = owner.AccountId });
        const string address = "/api/v1/patches/status-patch/versions/1.0.0";
        var reason = new { reason = "A better one is out." };

        Assert.Equal(HttpStatusCode.NoContent, (await owner.Http.PostAsync($"{address}/unlist", reason)).StatusCode);
        Assert.Empty(IdsOf(await _phone.GetAsync($"/api/v1/patches?base={MarketSeed.IdentityOf("status")}", HttpStatusCode.OK)));
        Assert.Equal(HttpStatusCode.OK, (await _phone.GetAsync($"{address}/package", Http.Stop)).StatusCode);

        var other = await server.CallerAsync();
        await (await other.Http.PostAsync($"{address}/relist", reason)).AssertProblemAsync(HttpStatusCode.Forbidden, "entry.not-yours");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Http.PostAsync($"{address}/revoke", reason)).StatusCode);
        await (await _phone.GetAsync($"{address}/package", Http.Stop)).AssertProblemAsync(HttpStatusCode.Gone, "version.revoked");
        Assert.Equal("revoked", (await _phone.GetAsync(address, HttpStatusCode.OK)).GetProperty("status").GetString());
    }

    private static IEnumerable<string> IdsOf(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!);
}
