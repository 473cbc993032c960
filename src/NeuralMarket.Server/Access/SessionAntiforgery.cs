using Microsoft.AspNetCore.Antiforgery;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Access;

/// <summary>
/// The API takes portal sessions, too, and a browser sends their cookie by itself: changing calls with one must prove that our own page
/// made them. Calls with an API key need no such proof.
/// </summary>
internal static class SessionAntiforgery
{
    public const string Header = "RequestVerificationToken";

    public static TBuilder RequireAntiforgeryOfSessions<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            if (IsSafe(http.Request.Method) || !IsSession(http))
                return await next(call).ConfigureAwait(false);

            var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
            // The header alone counts: looking for the token in a form would read a whole upload first.
            return http.Request.Headers.ContainsKey(Header) && await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false)
                ? await next(call).ConfigureAwait(false)
                : ApiProblem.AntiforgeryMissing.ToResult(http);
        });

    private static bool IsSession(HttpContext http) =>
        http.User.Identities.Any(identity => identity.IsAuthenticated) && !ApiKeyAuthentication.IsPresent(http.Request);

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
