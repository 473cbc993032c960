using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Tests.Portal;

/// <summary>Reads pages and sends their forms as a browser without the script does: with cookies and the page's antiforgery token.</summary>
public sealed partial class PortalBrowser
{
    public const string Password = "a long enough sentence";

    private PortalBrowser(HttpClient http) => Http = http;

    public HttpClient Http { get; }

    /// <summary>The account of whoever is signed in.</summary>
    public Guid AccountId { get; private init; }

    public static PortalBrowser Stranger(ServerFixture server) => new(NewClient(server));

    /// <summary>Signs somebody new in, through the portal's own form.</summary>
    public static async Task<PortalBrowser> OfAsync(ServerFixture server, string name, params string[] roles)
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        var account = await server.InScopeAsync(async services =>
        {
            var (_, made) = await services.GetRequiredService<AccountRegistration>().CreateAsync(email, name, Password, Tests.Http.Stop);
            foreach (var role in roles)
                await services.GetRequiredService<AccountRoles>().GrantAsync(null, made!.Id, role, Tests.Http.Stop);
            return made!;
        });
        var browser = new PortalBrowser(NewClient(server)) { AccountId = account.Id };
        var answer = await browser.SendAsync("/account/sign-in", new() { ["Email"] = email, ["Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>Asks as browsers do: for HTML.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await Http.SendAsync(request, Tests.Http.Stop);
    }

    public async Task<string> ReadAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await OpenAsync(path);
        var html = await answer.Content.ReadAsStringAsync(Tests.Http.Stop);
        Assert.True(expected == answer.StatusCode, $"{path}: {(int)answer.StatusCode} instead of {(int)expected}: {html}");
        return html;
    }

    /// <summary>Opens the page at <paramref name="path"/>, fills its form in and sends it to <paramref name="action"/> (the page itself when absent).</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, Dictionary<string, string> fields, string? action = null)
    {
        var form = new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = await TokenAsync(path) };
        return await PostAsync(action ?? path, new FormUrlEncodedContent(form));
    }

    /// <summary>Sends a file as a form does.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string path, string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(await TokenAsync(path)), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(content), "package", fileName);
        return await PostAsync(path, form);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        return await Http.SendAsync(request, Tests.Http.Stop);
    }

    public async Task<string> TokenAsync(string path) => Token().Match(await ReadAsync(path)).Groups[1].Value;

    private static HttpClient NewClient(ServerFixture server) =>
        server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
