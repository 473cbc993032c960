using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace NeuralMarket.Server.Tests;

/// <summary>Short ways to ask and to read answers.</summary>
internal static class Http
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static async Task<JsonElement> GetAsync(this HttpClient http, string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        await (await http.GetAsync(path, Stop)).JsonAsync(expected);

    /// <summary>Asserts a problem document with this status and code.</summary>
    public static async Task<JsonElement> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var problem = await response.JsonAsync(status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), problem.GetProperty("requestId").GetString());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        return problem;
    }

    public static async Task<HttpResponseMessage> PostAsync(this HttpClient http, string path, object body) => await http.PostAsJsonAsync(path, body, Stop);

    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient http, byte[] package, string? idempotencyKey = null, string path = "/api/v1/submissions", string? note = null)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(package), "package", "cat-or-dog.specialneurons");
        if (note is not null)
            form.Add(new StringContent(note), "note");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await http.SendAsync(request, Stop);
    }
}
