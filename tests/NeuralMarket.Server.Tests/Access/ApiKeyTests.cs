using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Tests.Access;

public sealed class ApiKeyTests(ServerFixture server)
{
    [Fact]
    public async Task OnlyTheHashOfAKeyIsKept()
    {
        var caller = await server.CallerAsync();
        var row = await server.InDatabaseAsync(db => db.ApiKeys.SingleAsync(key => key.Id == caller.Key.Id));
        Assert.Matches("^nm_[A-Za-z0-9_-]{43}$", caller.Key.Secret);
        Assert.Equal(ApiKeys.HashOf(caller.Key.Secret), row.KeyHash);
        Assert.True(row.Prefix.Length < 12);

        // The log of writes before the database itself: it may be merged into it, and vanish, at any moment.
        foreach (var file in (string[])["market.db-wal", "market.db"])
            Assert.DoesNotContain(caller.Key.Secret, await TextOfAsync(Path.Combine(server.Folder, file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokedKeyOpensNothing()
    {
        var caller = await server.CallerAsync();
        await caller.Http.GetAsync("/api/v1/submissions", HttpStatusCode.OK);
        await server.InScopeAsync(services => services.GetRequiredService<ApiKeys>().RevokeAsync(caller.AccountId, caller.Key.Id, Http.Stop));
        await (await caller.Http.GetAsync("/api/v1/submissions", Http.Stop)).AssertProblemAsync(HttpStatusCode.Unauthorized, "account.required");
    }

    [Fact]
    public async Task NobodyRevokesAnothersKey()
    {
        var caller = await server.CallerAsync();
        var other = await server.CallerAsync();
        Assert.False(await server.InScopeAsync(services => services.GetRequiredService<ApiKeys>().RevokeAsync(other.AccountId, caller.Key.Id, Http.Stop)));
        await caller.Http.GetAsync("/api/v1/submissions", HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("nm_")]
    [InlineData("nm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    public async Task UnknownKeyOpensNothing(string key)
    {
        var http = server.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await (await http.GetAsync("/api/v1/submissions", Http.Stop)).AssertProblemAsync(HttpStatusCode.Unauthorized, "account.required");
    }

    [Fact]
    public async Task WithdrawnRoleEndsAtOnceForKeys()
    {
        var reviewer = await server.CallerAsync(Roles.Reviewer);
        var admin = await server.CallerAsync(Roles.Admin);
        await reviewer.Http.GetAsync("/api/v1/review/queue", HttpStatusCode.OK);
        var answer = await admin.Http.DeleteAsync($"/api/v1/admin/accounts/{reviewer.AccountId}/roles/reviewer", Http.Stop);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await (await reviewer.Http.GetAsync("/api/v1/review/queue", Http.Stop)).AssertProblemAsync(HttpStatusCode.Forbidden, "account.not-allowed");
    }

    private static async Task<string> TextOfAsync(string path)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
            return await reader.ReadToEndAsync(Http.Stop);
        }
        catch (FileNotFoundException) when (path.EndsWith("-wal", StringComparison.Ordinal))
        {
            return "";
        }
    }
}
