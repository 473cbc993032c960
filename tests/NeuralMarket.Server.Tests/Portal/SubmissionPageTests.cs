using System.Net;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Tests.Reports;

namespace NeuralMarket.Server.Tests.Portal;

public sealed class SubmissionPageTests(ServerFixture server)
{
    [Fact]
    public async Task FileIsTakenInWithoutTheScript()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var content = Guid.NewGuid().ToByteArray();
        var received = await author.UploadAsync("/submit", "cat-or-dog.specialneurons", content);
        var address = received.Headers.Location!.OriginalString;
        Assert.EndsWith("?receipt=received", address, StringComparison.Ordinal);
        var page = await author.ReadAsync(address);
        Assert.Contains("Received, not published.", page, StringComparison.Ordinal);
        Assert.Contains("cat-or-dog.specialneurons", page, StringComparison.Ordinal);

        var again = await author.UploadAsync("/submit", "cat-or-dog.specialneurons", content);
        Assert.EndsWith("?receipt=known", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackageOfSeveralMebibytesFitsThroughTheForm()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var content = new byte[3 * 1024 * 1024];
        Guid.NewGuid().TryWriteBytes(content);
        Assert.Equal(HttpStatusCode.Redirect, (await author.UploadAsync("/submit", "large.specialneurons", content)).StatusCode);
    }

    [Fact]
    public async Task EmptyFileIsRefusedInWords()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var answer = await author.UploadAsync("/submit", "empty.specialneurons", []);
        Assert.Contains("The file is empty.", await answer.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SubmissionState.AwaitingReview)]
    [InlineData(SubmissionState.Failed)]
    [InlineData(SubmissionState.ChangesRequested)]
    [InlineData(SubmissionState.Rejected)]
    public async Task AuthorsSeeNothingOfHeldOutPhotos(SubmissionState state)
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, state);
        foreach (var path in (string[])[$"/submissions/{submission}", $"/submissions/{submission}?handler=Live"])
        {
            var page = await author.ReadAsync(path);
            Assert.Contains("75–80%", page, StringComparison.Ordinal);
            Assert.DoesNotContain(SampleReport.SecretImage, page, StringComparison.Ordinal);
            Assert.DoesNotContain("n90000014_0001", page, StringComparison.Ordinal);
            Assert.DoesNotContain(SampleReport.SecretHash, page, StringComparison.Ordinal);
            Assert.DoesNotContain(new string('3', 64), page, StringComparison.Ordinal); // The set's name.
            // Exact counts; a submission's number may have one of them by chance.
            Assert.DoesNotMatch(@"\b(92|117|19|480|46|13|22)\b", System.Text.RegularExpressions.Regex.Replace(page, "<(svg|time|[^>]*=).*?>|[0-9a-f]{8}-[0-9a-f-]*", ""));
            Assert.DoesNotContain("Recorded only", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task FindingsSayWhatWhereAndWhatToDo()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, SubmissionState.Invalid);
        var page = await author.ReadAsync($"/submissions/{submission}");
        foreach (var words in (string[])["One thing to mend", "The icon is 300 × 200 pixels.", "Crop it, or add a transparent border, until it is square.", "icon.png", "icon.square", "Send the next file"])
            Assert.Contains(words, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextFileGoesToTheSameSubmission()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, SubmissionState.Invalid);
        var answer = await author.UploadAsync($"/submissions/{submission}/file", "mended.specialneurons", Guid.NewGuid().ToByteArray());
        Assert.StartsWith($"/submissions/{submission}?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(2, await server.InDatabaseAsync(db => db.Attempts.CountAsync(row => row.SubmissionId == submission)));
    }

    [Theory]
    [InlineData(SubmissionState.Invalid, "Withdraw", SubmissionState.Withdrawn)]
    [InlineData(SubmissionState.Failed, "Appeal", SubmissionState.AwaitingReview)]
    [InlineData(SubmissionState.InReview, "Reply", SubmissionState.InReview)]
    [InlineData(SubmissionState.Approved, "Publish", SubmissionState.Approved)]
    public async Task AuthorsActOnThePage(SubmissionState before, string handler, SubmissionState after)
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, before);
        var address = $"/submissions/{submission}";
        var answer = await author.SendAsync(address, new() { ["text"] = "My reasons <b>in bold</b>." }, $"{address}?handler={handler}");
        Assert.Equal($"{address}?done={handler.ToLowerInvariant()}", answer.Headers.Location?.OriginalString);
        var page = await author.ReadAsync(answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain("<b>in bold</b>", page, StringComparison.Ordinal);
        var row = await server.InDatabaseAsync(db => db.Submissions.SingleAsync(known => known.Id == submission));
        Assert.Equal(after, row.State);
        if (handler == "Publish")
            Assert.NotNull(row.PublishAt);
    }

    [Fact]
    public async Task WhatComesTooLateIsSaidAndChangesNothing()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, SubmissionState.Published);
        var answer = await author.SendAsync($"/submissions/{submission}", [], $"/submissions/{submission}?handler=Withdraw");
        Assert.Contains("That cannot be done now.", await answer.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailedSubmissionIsConfirmedByTheButtonAlone()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, SubmissionState.AwaitingConfirmation, "the-token");
        var stranger = PortalBrowser.Stranger(server);
        var link = $"/confirm/{submission}?token=the-token";
        await stranger.ReadAsync(link);
        Assert.Equal(SubmissionState.AwaitingConfirmation, await StateOfAsync(submission));

        var forged = await stranger.SendAsync($"/confirm/{submission}?token=another", []);
        Assert.Contains("This link does not work", await forged.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
        Assert.Equal(SubmissionState.AwaitingConfirmation, await StateOfAsync(submission));

        var confirmed = await stranger.SendAsync(link, []);
        Assert.Contains("Confirmed", await confirmed.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
        Assert.Equal(SubmissionState.Validating, await StateOfAsync(submission));
    }

    [Fact]
    public async Task EveryStateHasItsPage()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        foreach (var state in Enum.GetValues<SubmissionState>())
        {
            var submission = await server.AddSubmissionAsync(author.AccountId, state);
            Assert.Contains("What happens next", await author.ReadAsync($"/submissions/{submission}"), StringComparison.Ordinal);
        }

        Assert.Contains("data-row", await author.ReadAsync("/submissions"), StringComparison.Ordinal);
    }

    private Task<SubmissionState> StateOfAsync(Guid id) => server.InDatabaseAsync(db => db.Submissions.Where(row => row.Id == id).Select(row => row.State).SingleAsync());
}
