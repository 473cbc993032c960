using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace NeuralMarket.Client.Tests;

/// <summary>A catalogue of one patch, two pages long, that remembers what it was asked.</summary>
internal sealed class CatalogueServer(byte[] package) : HttpMessageHandler
{
    /// <summary>Paths with queries, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The status that it answers instead, with a problem document.</summary>
    public HttpStatusCode? Refusal { get; set; }

    /// <summary>The text that it answers instead.</summary>
    public string? Nonsense { get; set; }

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(package));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.PathAndQuery;
        Asked.Add(path);
        return Task.FromResult(Answer(path));
    }

    private HttpResponseMessage Answer(string path)
    {
        if (Refusal is HttpStatusCode status)
        {
            return new HttpResponseMessage(status) { Content = Json("""{"title":"No","detail":"There is no such patch.","code":"patch.unknown"}""") };
        }

        if (Nonsense is string nonsense)
        {
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = Json(nonsense) };
        }

        if (path.EndsWith("/package", StringComparison.Ordinal))
        {
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(package) };
        }

        string patch = """
            {"id":"which-boat","version":"1.1.0","title":"Which boat","description":"","author":"Ada","base":{"name":"demo-world","sha256":"x"},"triggers":[],"outputs":[],
            "publishedAt":"2026-03-01T12:00:00Z","downloads":7,"license":null,"triggerText":"wakes","figures":null,"length":LENGTH,"sha256":"SHA","status":"listed","package":"/p","icons":{"64":"/i"}}
            """.Replace("LENGTH", package.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("SHA", Sha256, StringComparison.Ordinal);
        string body = path.Contains("/versions/", StringComparison.Ordinal) ? patch
            : path.Contains("after=", StringComparison.Ordinal) ? $$"""{"items":[{{patch}}],"next":null}"""
            : $$"""{"items":[{{patch}}],"next":"a&b"}""";
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = Json(body) };
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
