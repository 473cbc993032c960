using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Access;

/// <summary>Authenticates <c>Authorization: Bearer nm_…</c>. A key acts with its account's roles as they are now.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    ApiKeys keys,
    IUserClaimsPrincipalFactory<Account> principals) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Bearer = "Bearer ";

    public static bool IsPresent(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization].ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresent(Request))
            return AuthenticateResult.NoResult();

        var secret = Request.Headers[HeaderNames.Authorization].ToString()[Bearer.Length..].Trim();
        if (await keys.FindAccountAsync(secret, Context.RequestAborted).ConfigureAwait(false) is not { } account)
            return AuthenticateResult.Fail("The API key is unknown or revoked.");
        if (!account.EmailConfirmed || account.LockoutEnd > TimeProvider.GetUtcNow())
            return AuthenticateResult.Fail("The account is not confirmed, or it is locked.");

        var principal = await principals.CreateAsync(account).ConfigureAwait(false);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
