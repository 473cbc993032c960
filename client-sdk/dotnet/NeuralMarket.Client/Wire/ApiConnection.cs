using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeuralMarket.Client.Wire;

/// <summary>Sends requests to the market's HTTP API and turns its answers into records and its problem documents (RFC 9457) into exceptions.</summary>
internal sealed class ApiConnection(HttpClient http)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public Uri Address(string relative) =>
        new(http.BaseAddress ?? throw new InvalidOperationException("Set the HttpClient's BaseAddress to the market's address."), relative);

    public async Task<T> GetAsync<T>(string relative, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(relative));
        return await SendAsync<T>(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
#if NET
        string body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
#else
        string body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
#endif
        if (!response.IsSuccessStatusCode)
        {
            throw Problem((int)response.StatusCode, body);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body, Options) ?? throw new CatalogueException("answer.empty", "The server answered with nothing.");
        }
        catch (JsonException broken)
        {
            throw new CatalogueException("answer.json", "The server's answer cannot be read. Is this the address of a market?", broken);
        }
    }

    private static CatalogueException Problem(int status, string body)
    {
        try
        {
            ProblemDocument? problem = JsonSerializer.Deserialize<ProblemDocument>(body, Options);
            return new(problem?.Code ?? $"http.{status}", problem?.Detail ?? problem?.Title ?? $"The server answered {status}.") { Status = status };
        }
        catch (JsonException)
        {
            return new($"http.{status}", $"The server answered {status}.") { Status = status };
        }
    }

    private sealed record ProblemDocument(string? Title, string? Detail, string? Code);
}
