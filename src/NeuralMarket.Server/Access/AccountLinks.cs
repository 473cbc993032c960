using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Access;

/// <summary>Links into the portal's account pages.</summary>
internal sealed class AccountLinks(IOptions<ServerOptions> options) : IAccountLinks
{
    public Uri ConfirmEmail(Guid accountId, string token) => WithToken(PortalPaths.ConfirmEmail, accountId, token);

    public Uri SetPassword(Guid accountId, string token) => WithToken(PortalPaths.SetPassword, accountId, token);

    public Uri SignIn() => options.Value.Absolute(PortalPaths.SignIn);

    private Uri WithToken(string path, Guid accountId, string token) => options.Value.Absolute(QueryHelpers.AddQueryString(
        path, new Dictionary<string, string?> { ["account"] = accountId.ToString(), ["token"] = token }));
}
