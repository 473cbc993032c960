using System.Net;
using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Testing;

namespace NeuralMarket.EndToEnd.Tests.Road;

/// <summary>Where submissions go, by upload, on every stack.</summary>
public abstract class RoadTests(MarketFixture market, Phone phone) : IAsyncLifetime
{
    private readonly MarketFixture _market = market.OrSkip();
    private static int _patches;

    /// <summary>There are reviewers before anything is to be reviewed: without one, routing waits for minutes before it looks again.</summary>
    public async ValueTask InitializeAsync() => await Reviewers.HireAsync(_market);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task AnUploadedPatchReachesAPhoneAndAnswersRight()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var id = NewId("which-boat");
        var submission = await author.UploadAsync(DemoPackages.Make("which-boat-1.0.0", id, "1.0.0"));
        await PublishAsync(author, submission);

        using var folder = new TemporaryFolder();
        var network = BaseNetwork.Open(DemoWorld.BaseNetwork).Value!;
        var patches = await phone.InstallAsync(_market.Address, network, id, "1.0.0", folder.Path);
        var photos = Phone.PhotosFor("which-boat");
        Assert.NotEmpty(photos);
        Assert.All(photos, photo => Assert.Equal(photo.Tag, phone.Ask(network, patches, photo.Path).Answer?.Tag.ToString()));
        Assert.Contains(author.Name, await _market.Http.GetStringAsync(new Uri($"api/v1/patches/{id}", UriKind.Relative), Travel.Stop), StringComparison.Ordinal);
        await _market.WaitForMailAsync(author, "is published");
    }

    [Fact]
    public async Task AnInvalidPackageComesBackWithFindingsInMailAndApi()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var submission = await author.UploadAsync(DemoPackages.Read("fruit-basket-1.0.0"));
        var details = await author.WaitForAsync(submission, "invalid");

        var finding = Assert.Single(details.GetProperty("findings").EnumerateArray(), row => row.GetProperty("rule").GetString() == "icon.square");
        var mail = await _market.WaitForMailAsync(author, "please mend the package");
        Assert.Contains(finding.GetProperty("message").GetString()!, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(finding.GetProperty("remedy").GetString()!), mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(submission.ToString(), mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARegressedVersionNeedsAReviewer()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var id = NewId("regressed");
        await PublishAsync(author, await author.UploadAsync(DemoPackages.Make("which-boat-1.1.0", id, "1.1.0")));

        var worse = await author.UploadAsync(DemoPackages.Make("which-boat-1.2.0", id, "1.2.0"));
        var details = await author.WaitForAsync(worse, "awaitingReview");
        Assert.Contains(
            details.GetProperty("results").GetProperty("reasons").EnumerateArray(),
            reason => reason.GetProperty("check").GetString() == "previous-version" && reason.GetProperty("outcome").GetString() == "attention");
    }

    [Fact]
    public async Task WithTooFewHeldOutPhotosItWaitsForImages()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var submission = await author.UploadAsync(DemoPackages.Make("which-fish-1.0.0", NewId("which-fish"), "1.0.0"));
        var details = await author.WaitForAsync(submission, "awaitingImages");
        Assert.Equal("curator", details.GetProperty("actsNext").GetString());
        await _market.WaitForMailAsync(author, "waits for held-out photos");
    }

    [Fact]
    public async Task ChangesThatAReviewerAsksForComeAsTheNextAttempt()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var id = NewId("changed");
        var submission = await author.UploadAsync(DemoPackages.Make("which-boat-1.0.0", id, "1.0.0"));
        using var reviewer = await ReviewerOfAsync(author, submission);
        await reviewer.DecideAsync(submission, "request-changes", "Say what kinds of boat.", "description");
        await author.WaitForAsync(submission, "changesRequested");
        var mail = await _market.WaitForMailAsync(author, "asks for changes");
        Assert.Contains("Say what kinds of boat.", mail.TextBody, StringComparison.Ordinal);

        await author.NextAttemptAsync(submission, DemoPackages.Make("which-boat-1.0.0", id, "1.0.0", manifest => manifest with { Description = "Rowing boat, sailing boat or steamer?" }));
        var details = await author.WaitForAsync(submission, "awaitingReview");
        Assert.Equal(2, details.GetProperty("attempts").GetArrayLength());
        await PublishAsync(author, submission);
    }

    [Fact]
    public async Task ARejectionMayBeAppealedAgainstAndAnotherReviewerLooks()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var submission = await author.UploadAsync(DemoPackages.Make("which-boat-1.0.0", NewId("rejected"), "1.0.0"));
        using var first = await ReviewerOfAsync(author, submission);
        await first.DecideAsync(submission, "reject", "I do not like boats.", "other");
        await author.WaitForAsync(submission, "rejected");
        await _market.WaitForMailAsync(author, "was not accepted");

        await author.PostAsync($"api/v1/submissions/{submission}/appeal", new { text = "Others do." });
        await author.WaitForAsync(submission, "awaitingReview");
        using var second = await ReviewerOfAsync(author, submission);
        Assert.NotEqual(first.AccountId, second.AccountId);
        using var again = await first.TryPostAsync($"api/v1/review/{submission}/claim");
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        await second.DecideAsync(submission, "approve");
        await author.WaitForAsync(submission, "published");
    }

    [Fact]
    public async Task WhatItsAuthorTakesBackIsGoneFromTheQueueAndMayComeAgain()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var package = DemoPackages.Make("which-boat-1.0.0", NewId("withdrawn"), "1.0.0");
        var submission = await author.UploadAsync(package);
        using var reviewer = await ReviewerOfAsync(author, submission);
        Assert.Equal(submission, await author.UploadAsync(package));

        await author.PostAsync($"api/v1/submissions/{submission}/withdraw");
        Assert.Equal("withdrawn", (await author.LookAsync(submission)).GetProperty("state").GetString());
        Assert.DoesNotContain((await reviewer.GetAsync("api/v1/review/queue")).GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetGuid() == submission);

        var again = await author.UploadAsync(package);
        Assert.NotEqual(submission, again);
        await author.WaitForAsync(again, "awaitingReview");
    }

    [Fact]
    public async Task AFailedTestMayBeAppealedAgainst()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        var submission = await author.UploadAsync(BrokenPatches.AlwaysTheSame(NewId("constant")));
        await author.WaitForAsync(submission, "failed");
        await _market.WaitForMailAsync(author, "the test on held-out photos failed");

        await author.PostAsync($"api/v1/submissions/{submission}/appeal", new { text = "It is meant to be so." });
        await author.WaitForAsync(submission, "awaitingReview");
    }

    [Fact]
    public async Task AnAuthorWhoIsAReviewerDoesNotGetOnesOwn()
    {
        using var author = await _market.CreatePersonAsync("Ada Author", "reviewer");
        var submission = await author.UploadAsync(DemoPackages.Make("which-boat-1.0.0", NewId("own"), "1.0.0"));
        using var reviewer = await ReviewerOfAsync(author, submission);
        Assert.NotEqual(author.AccountId, reviewer.AccountId);
        using var claimed = await author.TryPostAsync($"api/v1/review/{submission}/claim");
        Assert.Equal(HttpStatusCode.Forbidden, claimed.StatusCode);
        using var decided = await author.TryPostAsync($"api/v1/review/{submission}/decision", new { kind = "approve", reasons = Array.Empty<string>(), text = "" });
        Assert.Equal(HttpStatusCode.Forbidden, decided.StatusCode);
    }

    [Fact]
    public async Task AVersionIsUnlistedRelistedAndRevoked()
    {
        using var author = await _market.CreatePersonAsync("Ada Author");
        using var admin = await _market.CreatePersonAsync("Otto Operator", "admin");
        var id = NewId("revoked");
        await PublishAsync(author, await author.UploadAsync(DemoPackages.Make("which-boat-1.0.0", id, "1.0.0")));
        var version = $"api/v1/patches/{id}/versions/1.0.0";

        await author.PostAsync($"{version}/unlist", new { reason = "Not yet." });
        Assert.DoesNotContain(id, await ListAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync($"{version}/package")); // Phones that have it may install it again.
        await author.PostAsync($"{version}/relist", new { reason = "Now." });
        Assert.Contains(id, await ListAsync(), StringComparison.Ordinal);

        using (var refused = await author.TryPostAsync($"{version}/revoke", new { reason = "Mine." }))
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await admin.PostAsync($"{version}/revoke", new { reason = "It is dangerous." });
        Assert.DoesNotContain(id, await ListAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, await StatusOfAsync($"{version}/package"));
        using var relisted = await author.TryPostAsync($"{version}/relist", new { reason = "Please." });
        Assert.Equal(HttpStatusCode.Conflict, relisted.StatusCode);
    }

    [Fact]
    public async Task TheThreeKitPatchesTravelToADownload()
    {
        Assert.SkipWhen(KitFolder.Path is null, $"The kit is not here; {KitFolder.Variable} names its folder.");
        await _market.OperateAsync("bases", "import", Path.Combine(KitFolder.Path, "base", "cifar-coarse.txt"));
        await _market.OperateAsync("images", "import", Path.Combine(KitFolder.Path, "heldout"), "--name", "cifar", "--base", "cifar-coarse");
        using var author = await _market.CreatePersonAsync("Kit Author");
        var network = BaseNetwork.Open(Path.Combine(KitFolder.Path, "base", "cifar-coarse.txt")).Value!;
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(KitFolder.Path, "patches"), "*.specialneurons").Order(StringComparer.Ordinal))
        {
            var submission = await author.UploadAsync(await File.ReadAllBytesAsync(path, Travel.Stop), Path.GetFileName(path));
            var details = await PublishKitAsync(author, submission);
            if (details is { } published)
                await phone.InstallAsync(_market.Address, network, published.Id, published.Version, folder.Path);
        }

        string[] downloaded = [.. Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Contains(downloaded, file => file.StartsWith("cat-or-dog-", StringComparison.Ordinal));
        Assert.Contains(downloaded, file => file.StartsWith("car-or-truck-", StringComparison.Ordinal));
        Assert.Contains(downloaded, file => file.StartsWith("deer-or-horse-", StringComparison.Ordinal));
    }

    /// <summary>The kit's patches have few photos and are partly under-trained: whatever the test says of them, a person can let them pass.</summary>
    private async Task<(string Id, string Version)?> PublishKitAsync(Person author, Guid submission)
    {
        var details = await Travel.UntilAsync(
            () => author.LookAsync(submission),
            now => now.GetProperty("actsNext").GetString() is not "system",
            "the kit's patch to be tested");
        switch (details.GetProperty("state").GetString())
        {
            case "failed":
                await author.PostAsync($"api/v1/submissions/{submission}/appeal", new { text = "It is a sample." });
                break;
            case "awaitingImages":
                // The curators' time passes: it goes on with the photos there are.
                await _market.InDatabaseAsync(async db =>
                {
                    (await db.Submissions.FindAsync([submission], Travel.Stop))!.DeadlineAt = DateTimeOffset.UtcNow;
                    return await db.SaveChangesAsync(Travel.Stop);
                });
                break;
            case "awaitingReview":
                break;
            default:
                Assert.Fail($"A kit patch stands at {details}");
                break;
        }

        await Travel.UntilAsync(() => author.LookAsync(submission), now => now.GetProperty("state").GetString() is "awaitingReview", "the kit's patch to await review");
        await PublishAsync(author, submission);
        return (details.GetProperty("patchId").GetString()!, details.GetProperty("patchVersion").GetString()!);
    }

    private async Task PublishAsync(Person author, Guid submission)
    {
        await author.WaitForAsync(submission, "awaitingReview");
        using var reviewer = await ReviewerOfAsync(author, submission);
        await reviewer.DecideAsync(submission, "approve");
        await author.WaitForAsync(submission, "published");
    }

    /// <summary>Whoever has the submission to review; there are always two who may.</summary>
    private Task<Person> ReviewerOfAsync(Person author, Guid submission) => Reviewers.OfAsync(_market, author, submission);

    private Task<string> ListAsync() => _market.Http.GetStringAsync(new Uri("api/v1/patches?limit=200", UriKind.Relative), Travel.Stop);

    private async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var answer = await _market.Http.GetAsync(new Uri(path, UriKind.Relative), Travel.Stop);
        return answer.StatusCode;
    }

    private static string NewId(string name) => $"{name}-{Interlocked.Increment(ref _patches)}";
}

[Collection(OnEmbeddedMarket.Name)]
public sealed class RoadOnEmbeddedMarketTests(EmbeddedMarket market, Phone phone) : RoadTests(market, phone);

[Collection(OnServiceMarket.Name)]
public sealed class RoadOnServiceMarketTests(ServiceMarket market, Phone phone) : RoadTests(market, phone);
