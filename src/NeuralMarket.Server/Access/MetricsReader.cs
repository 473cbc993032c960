using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Access;

/// <summary>Metrics are read from this machine, with the token of <c>Server:MetricsToken</c>, or by an administrator.</summary>
internal sealed class MetricsReader : IAuthorizationRequirement;

internal sealed class MetricsReaderHandler(IHttpContextAccessor contexts, IOptions<ServerOptions> options)
    : AuthorizationHandler<MetricsReader>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MetricsReader requirement)
    {
        if (contexts.HttpContext is { } http && (IsThisMachine(http) || HasToken(http) || context.User.IsInRole(Roles.Admin)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private bool HasToken(HttpContext http)
    {
        var header = http.Request.Headers[HeaderNames.Authorization].ToString();
        return options.Value.MetricsToken is { } token
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes("Bearer " + token));
    }
}
