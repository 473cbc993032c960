using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace NeuralMarket.Demo;

/// <summary>A reviewer at work over the API.</summary>
internal sealed class Reviewer : IDisposable
{
    private readonly HttpClient _http;

    public Reviewer(DemoOptions options, string key)
    {
        _http = new HttpClient { BaseAddress = options.Server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Opens a submission that waits and decides it.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="kind"><c>approve</c>, <c>request-changes</c> or <c>reject</c>.</param>
    /// <param name="reasons">Reason codes.</param>
    /// <param name="text">What the author reads.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task DecideAsync(Guid submission, string kind, string[] reasons, string text, CancellationToken cancellationToken)
    {
        await PostAsync($"api/v1/review/{submission}/claim", new { }, cancellationToken);
        await PostAsync($"api/v1/review/{submission}/decision", new { kind, reasons, text }, cancellationToken);
    }

    /// <summary>How many submissions wait for this reviewer.</summary>
    public async Task<int> QueueLengthAsync(CancellationToken cancellationToken)
    {
        JsonElement page = await _http.GetFromJsonAsync<JsonElement>("api/v1/review/queue", cancellationToken);
        return page.GetProperty("items").GetArrayLength();
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new DemoException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
