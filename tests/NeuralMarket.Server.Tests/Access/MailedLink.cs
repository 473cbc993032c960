using Microsoft.AspNetCore.WebUtilities;

namespace NeuralMarket.Server.Tests.Access;

/// <summary>Reads the links into the portal's account pages.</summary>
internal static class MailedLink
{
    public static (Guid Account, string Token) PartsOf(Uri link)
    {
        var query = QueryHelpers.ParseQuery(link.Query);
        return (Guid.Parse(query["account"].ToString()), query["token"].ToString());
    }
}
