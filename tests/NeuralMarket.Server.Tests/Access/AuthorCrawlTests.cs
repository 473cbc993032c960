using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Receipts;
using NeuralMarket.Market.Review;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Server.Tests.Pages;

namespace NeuralMarket.Server.Tests.Access;

/// <summary>
/// Follows every link that an author's pages have, asks every address of the API and some that an author might guess, reads every mail: nowhere is a held-out photo,
/// its name, its hash or what the patch said of it. That the search finds such things where they are is seen on a reviewer's pages.
/// </summary>
public sealed partial class AuthorCrawlTests(ServerFixture server)
{
    private const int MostPages = 400;

    [Fact]
    public async Task NothingThatAnAuthorCanReadTellsOfAHeldOutPhoto()
    {
        var seeded = await SeedAsync();
        var secrets = Secrets(seeded);

        var read = await CrawlAsync(seeded.Author.Http, ["/", $"/submissions/{seeded.Id}", .. await AddressesAsync(seeded), .. Guesses(seeded)]);
        read.AddRange(await MailsAsync(seeded));

        Assert.True(read.Count > 60, $"Only {read.Count} answers were read.");
        Assert.Contains(read, answer => answer.Body.Contains("Wakes when it should", StringComparison.Ordinal));
        Assert.Contains(read, answer => answer.Body.Contains("payloadType", StringComparison.Ordinal));
        Assert.Empty(Leaks(read, secrets, whoAsked: [seeded.PhotoSha256, seeded.SetId.ToString()]));
    }

    [Fact]
    public async Task TheSearchFindsPhotosWhereTheyAre()
    {
        var seeded = await SeedAsync();
        var read = await CrawlAsync(seeded.Reviewer.Http, [seeded.Page]);
        Assert.NotEmpty(Leaks(read, Secrets(seeded), []));
    }

    /// <summary>A submission with a full report, the author's part of it, a receipt, a decision and every mail.</summary>
    private async Task<SeededReview> SeedAsync()
    {
        var seeded = await SeededReview.AddAsync(server);
        await server.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Market.Storage.MarketDb>();
            var result = await db.TestResults.SingleAsync(row => row.SubmissionId == seeded.Id, Http.Stop);
            var report = ReportJson.Read(Encoding.UTF8.GetBytes(result.ReportJson));
            result.FeedbackReportJson = result.ReportJson;
            result.AuthorReportJson = Encoding.UTF8.GetString(ReportJson.Write(report.ForAuthor()));
            result.ReceiptBlob = await services.GetRequiredService<TestReceipts>().KeepAsync(report, MarketSeed.Day, null, Http.Stop);
            await WriteMailsAsync(services, db, seeded, report.ForAuthor());
            return await db.SaveChangesAsync(Http.Stop);
        });
        return seeded;
    }

    private static async Task WriteMailsAsync(IServiceProvider services, Market.Storage.MarketDb db, SeededReview seeded, AuthorReport told)
    {
        var mails = services.GetRequiredService<SubmissionMails>();
        var submission = await db.Submissions.Include(row => row.Author).SingleAsync(row => row.Id == seeded.Id, Http.Stop);
        mails.FoundInvalid(db, submission, [new Finding("icon.square", Severity.Error, "icon.png", "Not square.", "Crop it.")]);
        mails.TestFailed(db, submission, told);
        mails.ImagesMissing(db, submission);
        mails.PassedToReview(db, submission, told);
        mails.Decided(db, submission, new ReviewDecision { SubmissionId = seeded.Id, AttemptNumber = 1, ReviewerId = seeded.Reviewer.AccountId, Kind = DecisionKind.Reject, Reasons = ["accuracy"], Text = "No." });
    }

    /// <summary>Names and hashes of photos, the set's address, and a category that the report has of one photo alone.</summary>
    private static string[] Secrets(SeededReview seeded) =>
        [seeded.PhotoSha256, seeded.PhotoSha256[..16], seeded.SetId.ToString(), "a.jpg", "b.jpg", "e.jpg", "n80000201", "desk lamp", "/held-out/", "probabilities\":["];

    /// <summary>Every GET of the API, with the submission for whatever wants an id.</summary>
    private async Task<IEnumerable<string>> AddressesAsync(SeededReview seeded)
    {
        var description = await (await server.CreateClient().GetAsync("/openapi/v1.json", Http.Stop)).JsonAsync(System.Net.HttpStatusCode.OK);
        return description.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => Parameter().Replace(path.Name, seeded.Id.ToString()));
    }

    private static string[] Guesses(SeededReview seeded) =>
    [
        seeded.Thumbnail, seeded.Page, seeded.Page + "/report.html", seeded.Page + "/icon", "/review", "/admin", "/admin/audit", $"/held-out/{seeded.SetId}",
        $"/submissions/{seeded.Id}/report", $"/api/v1/submissions/{seeded.Id}/report", $"/api/v1/review/{seeded.Id}", $"/api/v1/images/{seeded.PhotoSha256}",
        $"/submissions/{seeded.Id}?handler=Report", $"/api/v1/submissions?cursor={seeded.SetId}", $"/submissions/{seeded.Reviewer.AccountId}", "/nowhere",
    ];

    private static async Task<List<(string Path, string Body)>> CrawlAsync(HttpClient http, IEnumerable<string> starts)
    {
        Queue<string> open = new(starts);
        HashSet<string> seen = [.. open];
        List<(string, string)> read = [];
        while (open.TryDequeue(out var path) && read.Count < MostPages)
        {
            foreach (var type in (string[])["text/html", "application/json"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Http.Stop);
                if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
                    continue;
                var body = $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync(Http.Stop)}";
                read.Add((path, body));
                foreach (var link in Link().Matches(body).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)).Where(link => !link.Contains("sign-out", StringComparison.Ordinal)))
                {
                    var target = link.Split('#')[0];
                    if (target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal) && seen.Add(target))
                        open.Enqueue(target);
                }
            }
        }

        return read;
    }

    private Task<List<(string Path, string Body)>> MailsAsync(SeededReview seeded) => server.InDatabaseAsync(async db =>
        (await db.OutgoingMails.AsNoTracking().Where(row => row.SubmissionId == seeded.Id).ToListAsync(Http.Stop))
            .Select(mail => ($"mail: {mail.Subject}", JsonSerializer.Serialize(mail))).ToList());

    /// <summary>What was found where; an address that the author asked for may be named in its own refusal.</summary>
    private static string[] Leaks(IEnumerable<(string Path, string Body)> read, string[] secrets, string[] whoAsked) =>
    [
        .. from answer in read
           from secret in secrets
           let body = whoAsked.Where(part => answer.Path.Contains(part, StringComparison.Ordinal)).Aggregate(answer.Body, (text, part) => text.Replace(answer.Path, "", StringComparison.Ordinal))
           where body.Contains(secret, StringComparison.OrdinalIgnoreCase)
           select $"{answer.Path} holds {secret}",
    ];

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("(?:href|src|srcset|action|data-[a-z]+)=\"([^\" ]+)")]
    private static partial Regex Link();
}
