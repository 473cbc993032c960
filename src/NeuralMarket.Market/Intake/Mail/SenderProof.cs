using MimeKit;
using MimeKit.Cryptography;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>Whether a mail's From address is proven to be the sender's (RFC 8601, RFC 7489). Anybody can write any address into a mail.</summary>
public static class SenderProof
{
    /// <summary>
    /// True when the topmost Authentication-Results header is of a server that we trust and says that DMARC passed for the address's domain, or that
    /// a DKIM signature of that domain or one above it passed. Headers further down may have come with the mail and are not read.
    /// </summary>
    public static bool IsProven(HeaderList headers, string fromAddress, IEnumerable<string> trustedServers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(fromAddress);
        Header? topmost = headers.FirstOrDefault(header => header.Id == HeaderId.AuthenticationResults);
        if (topmost is null || !AuthenticationResults.TryParse(topmost.RawValue, out AuthenticationResults? results))
        {
            return false;
        }

        string domain = fromAddress[(fromAddress.LastIndexOf('@') + 1)..];
        return trustedServers.Contains(results.AuthenticationServiceIdentifier, StringComparer.OrdinalIgnoreCase)
            && results.Results.Any(result => Passed(result, "dmarc", "from", domain, exact: true) || Passed(result, "dkim", "d", domain, exact: false));
    }

    private static bool Passed(AuthenticationMethodResult result, string method, string property, string domain, bool exact) =>
        string.Equals(result.Method, method, StringComparison.OrdinalIgnoreCase)
        && string.Equals(result.Result, "pass", StringComparison.OrdinalIgnoreCase)
        && result.Properties.Any(named =>
            string.Equals(named.PropertyType, "header", StringComparison.OrdinalIgnoreCase)
            && string.Equals(named.Property, property, StringComparison.OrdinalIgnoreCase)
            && Aligned(domain, named.Value, exact));

    private static bool Aligned(string domain, string proven, bool exact) =>
        string.Equals(domain, proven, StringComparison.OrdinalIgnoreCase)
        || (!exact && proven.Contains('.', StringComparison.Ordinal) && domain.EndsWith("." + proven, StringComparison.OrdinalIgnoreCase));
}
