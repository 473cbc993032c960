using System.Net.Http.Json;
using System.Text.Json;
using MimeKit;
using NeuralMarket.EndToEnd.Tests.Markets;

namespace NeuralMarket.EndToEnd.Tests.Road;

/// <summary>What people do on the road, in short words.</summary>
internal static class Travel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Uploads a package; the submission's id.</summary>
    public static async Task<Guid> UploadAsync(this Person author, byte[] package, string fileName = "patch.specialneurons") =>
        (await author.Submissions.SubmitAsync(fileName, new MemoryStream(package), cancellationToken: Stop)).Id;

    /// <summary>Sends the next file of a submission that waits for one.</summary>
    public static async Task NextAttemptAsync(this Person author, Guid submission, byte[] package)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(package), "package", "patch.specialneurons" } };
        using var answer = await author.Http.PostAsync(new Uri($"api/v1/submissions/{submission}/attempts", UriKind.Relative), form, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
    }

    /// <summary>The submission as its author sees it.</summary>
    public static Task<JsonElement> LookAsync(this Person author, Guid submission) => author.GetAsync($"api/v1/submissions/{submission}");

    public static async Task<JsonElement> GetAsync(this Person person, string path)
    {
        using var answer = await person.Http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Posts and gives back the answer, whatever it is.</summary>
    public static Task<HttpResponseMessage> TryPostAsync(this Person person, string path, object? body = null) =>
        person.Http.PostAsJsonAsync(path, body ?? new { }, Stop);

    /// <summary>Posts; it must work.</summary>
    public static async Task PostAsync(this Person person, string path, object? body = null)
    {
        using var answer = await person.TryPostAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
    }

    /// <summary>Waits until a submission stands in a state; fails as soon as it stands in another one where the system does nothing more.</summary>
    public static Task<JsonElement> WaitForAsync(this Person author, Guid submission, string state) => UntilAsync(
        () => author.LookAsync(submission),
        details =>
        {
            var now = details.GetProperty("state").GetString()!;
            Assert.True(now == state || IsUnderway(details), $"The submission stands at {now}, not at {state}: {details}");
            return now == state;
        },
        $"the submission to be {state}");

    /// <summary>Asks again and again until the answer is right.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> right, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        while (true)
        {
            var answer = await ask();
            if (right(answer))
                return answer;
            Assert.False(limit.IsCancellationRequested, $"Waited in vain for {what}; last: {answer}");
            await Task.Delay(Pause, Stop);
        }
    }

    /// <summary>Waits for a mail of the market to somebody whose subject or text has these words.</summary>
    public static async Task<MimeMessage> WaitForMailAsync(this MarketFixture market, Person person, string words)
    {
        var found = await UntilAsync(
            () => Task.FromResult(market.MailsTo(person.Email)),
            mails => mails.Any(mail => Has(mail, words)),
            $"a mail to {person.Email} with the words “{words}”");
        return found.First(mail => Has(mail, words));
    }

    /// <summary>A reviewer opens it and decides.</summary>
    public static async Task DecideAsync(this Person reviewer, Guid submission, string kind, string text = "Looks right to me.", params string[] reasons)
    {
        await reviewer.PostAsync($"api/v1/review/{submission}/claim");
        await reviewer.PostAsync($"api/v1/review/{submission}/decision", new { kind, reasons, text });
    }

    private static bool Has(MimeMessage mail, string words) =>
        mail.Subject?.Contains(words, StringComparison.Ordinal) == true || mail.TextBody?.Contains(words, StringComparison.Ordinal) == true;

    private static bool IsUnderway(JsonElement details) =>
        details.GetProperty("actsNext").GetString() == "system" || details.GetProperty("state").GetString() == "approved";
}
