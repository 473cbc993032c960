using System.Net;
using System.Text.RegularExpressions;

namespace NeuralMarket.Server.Tests.Pages;

/// <summary>Reads pages as a browser without a script does.</summary>
internal static partial class PageReading
{
    /// <summary>A page's HTML.</summary>
    public static async Task<string> PageAsync(this HttpClient http, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await (await http.SendAsync(request, Http.Stop)).HtmlAsync(expected);
    }

    public static async Task<string> HtmlAsync(this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(Http.Stop);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return text;
    }

    /// <summary>Sends a form of a page, with the page's antiforgery token.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(this HttpClient http, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await http.PageAsync(page)).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("__RequestVerificationToken", token)]),
        };
        request.Headers.Accept.ParseAdd("text/html");
        return await http.SendAsync(request, Http.Stop);
    }

    /// <summary>What stands in a page's main part from a mark on, without shapes and without what changes from run to run.</summary>
    public static string SteadyMain(this string html, string from)
    {
        var main = html[html.IndexOf(from, StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];
        main = Shapes().Replace(main, "<svg></svg>");
        main = Identity().Replace(main, "{id}");
        main = Times().Replace(main, "<time>");
        main = Token().Replace(main, "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"{token}\"");
        main = People().Replace(main, "Person");
        return string.Join('\n', main.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Identity();

    [GeneratedRegex("<time [^>]*>[^<]*")]
    private static partial Regex Times();

    [GeneratedRegex("<svg class=\"shape.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Shapes();

    [GeneratedRegex("Person [0-9]+")]
    private static partial Regex People();
}
