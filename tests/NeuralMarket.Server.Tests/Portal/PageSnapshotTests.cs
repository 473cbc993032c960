using System.Text.RegularExpressions;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Tests.Portal;

/// <summary>The main pages as they are checked in, on a market of their own.</summary>
public sealed partial class PageSnapshotTests : IAsyncLifetime
{
    private readonly ServerFixture _market = new();

    public ValueTask InitializeAsync() => _market.InitializeAsync();

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Fact]
    public async Task MainPagesAreAsCheckedIn()
    {
        var stranger = PortalBrowser.Stranger(_market);
        await AssertAsync("empty-catalogue", await stranger.ReadAsync("/patches"));
        await AssertAsync("sign-in", await stranger.ReadAsync("/account/sign-in"));
        await AssertAsync("error", await stranger.ReadAsync("/nothing", System.Net.HttpStatusCode.NotFound));

        await _market.Seed.PublishAsync(new SeededVersion("cat-or-dog", "1.0.0", "snapshot") { Title = "Cat or dog?" });
        await AssertAsync("home", await stranger.ReadAsync("/"));
        await AssertAsync("catalogue", await stranger.ReadAsync("/patches"));
        await AssertAsync("patch", await stranger.ReadAsync("/patches/cat-or-dog"));

        var author = await PortalBrowser.OfAsync(_market, "Ada");
        await AssertAsync("no-submissions", await author.ReadAsync("/submissions"));
        await AssertAsync("submit", await author.ReadAsync("/submit"));
        foreach (var state in (SubmissionState[])[SubmissionState.Invalid, SubmissionState.Testing, SubmissionState.AwaitingReview, SubmissionState.Published])
        {
            var submission = await _market.AddSubmissionAsync(author.AccountId, state);
            await AssertAsync($"submission-{state}".ToLowerInvariant(), await author.ReadAsync($"/submissions/{submission}"));
        }

        await AssertAsync("submissions", await author.ReadAsync("/submissions"));
        var admin = await PortalBrowser.OfAsync(_market, "Otto", Roles.Admin);
        await AssertAsync("work", await admin.ReadAsync("/admin"));
    }

    private static Task AssertAsync(string name, string html) => Snapshot.AssertTextAsync($"Pages/{name}.html", Steady(html));

    /// <summary>Without what differs from run to run: tokens, versions of files, identities, hashes, times.</summary>
    private static string Steady(string html)
    {
        html = Token().Replace(html, "value=\"TOKEN\"");
        html = FileVersion().Replace(html, "?v=VERSION");
        html = Time().Replace(html, "<time>TIME</time>");
        html = Identity().Replace(html, "ID");
        html = Hash().Replace(html, "HASH");
        return ShortHash().Replace(html, "HASH…");
    }

    [GeneratedRegex("(?<=__RequestVerificationToken\" type=\"hidden\" )value=\"[^\"]+\"")]
    private static partial Regex Token();

    [GeneratedRegex(@"\?v=[A-Za-z0-9_-]+")]
    private static partial Regex FileVersion();

    [GeneratedRegex("<time [^>]*>[^<]*</time>")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Identity();

    [GeneratedRegex("[0-9a-f]{64}|[0-9a-f]{32}")]
    private static partial Regex Hash();

    [GeneratedRegex("(?<=>)[0-9a-f-]{12}…")]
    private static partial Regex ShortHash();
}
