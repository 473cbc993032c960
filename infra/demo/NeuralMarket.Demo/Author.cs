using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NeuralMarket.Client.Submissions;

namespace NeuralMarket.Demo;

/// <summary>An author with an API key, who uploads packages and follows them.</summary>
internal sealed class Author : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly HttpClient _http;

    public Author(DemoOptions options, DemoPerson person, string key)
    {
        Person = person;
        _http = new HttpClient { BaseAddress = options.Server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Submissions = new SubmissionsClient(_http);
    }

    public DemoPerson Person { get; }

    public SubmissionsClient Submissions { get; }

    public async Task<Guid> UploadAsync(string path, CancellationToken cancellationToken)
    {
        using FileStream content = File.OpenRead(path);
        SubmissionReceipt receipt = await Submissions.SubmitAsync(Path.GetFileName(path), content, cancellationToken: cancellationToken);
        return receipt.Id;
    }

    /// <summary>The author's submissions.</summary>
    public async Task<IReadOnlyList<Guid>> ListAsync(CancellationToken cancellationToken)
    {
        JsonElement page = await _http.GetFromJsonAsync<JsonElement>("api/v1/submissions", cancellationToken);
        return [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
    }

    /// <summary>What a check of the regression test says to the author; <see langword="null"/> when it had nothing against the patch.</summary>
    public async Task<string?> ObjectionOfAsync(Guid submission, string check, CancellationToken cancellationToken)
    {
        JsonElement details = await _http.GetFromJsonAsync<JsonElement>($"api/v1/submissions/{submission}", cancellationToken);
        return details.GetProperty("results").GetProperty("reasons").EnumerateArray()
            .Where(reason => reason.GetProperty("check").GetString() == check && reason.GetProperty("outcome").GetString() != "pass")
            .Select(reason => reason.GetProperty("message").GetString()).FirstOrDefault();
    }

    /// <summary>Waits for a submission that was not there before: a mail that was taken in.</summary>
    public async Task<Guid> WaitForNewAsync(HashSet<Guid> before, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            foreach (Guid submission in await ListAsync(limit.Token))
            {
                if (!before.Contains(submission))
                {
                    return submission;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    /// <summary>Waits until a submission stands in one of these states, and tells every step that it took on the way.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="states">Where to stop.</param>
    /// <param name="told">How many steps were told before.</param>
    /// <param name="tell">Hears of each step, in words.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many steps it has taken by now.</returns>
    public async Task<int> FollowAsync(Guid submission, string[] states, int told, Action<string> tell, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            JsonElement details = await _http.GetFromJsonAsync<JsonElement>($"api/v1/submissions/{submission}", limit.Token);
            JsonElement[] timeline = [.. details.GetProperty("timeline").EnumerateArray()];
            foreach (JsonElement step in timeline.Skip(told))
            {
                tell(Describe(step));
            }

            told = timeline.Length;
            if (states.Contains(details.GetProperty("state").GetString()) || details.GetProperty("actsNext").ValueKind == JsonValueKind.Null)
            {
                return told;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private static string Describe(JsonElement step)
    {
        string detail = step.GetProperty("detail").GetString() ?? "";
        string happened = step.GetProperty("to").GetString() is string state ? Words(state) : Words(step.GetProperty("action").GetString()!);
        return detail.Length == 0 ? happened : $"{happened,-22} {detail}";
    }

    /// <summary>A name in camel case as words.</summary>
    private static string Words(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    public void Dispose() => _http.Dispose();
}
