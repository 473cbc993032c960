using MimeKit;
using NeuralMarket.Market.Intake.Mail;

namespace NeuralMarket.Market.Tests.Intake;

/// <summary>Anybody can write any address, and any header, into a mail.</summary>
public sealed class SenderProofTests
{
    private const string From = "ada@people.test";
    private static readonly string[] Trusted = ["mx.market.test"];

    [Theory]
    [InlineData("mx.market.test; dmarc=pass header.from=people.test", true)]
    [InlineData("MX.Market.Test; DMARC=Pass header.from=People.Test", true)]
    [InlineData("mx.market.test; spf=fail smtp.mailfrom=x.test; dkim=pass header.d=people.test", true)]
    [InlineData("mx.market.test; dkim=fail header.d=people.test; dkim=pass header.d=people.test", true)]
    [InlineData("mx.elsewhere.test; dmarc=pass header.from=people.test", false)]
    [InlineData("mx.market.test; dmarc=fail header.from=people.test", false)]
    [InlineData("mx.market.test; dmarc=pass header.from=elsewhere.test", false)]
    [InlineData("mx.market.test; dmarc=pass", false)]
    [InlineData("mx.market.test; dkim=pass header.d=elsewhere.test", false)]
    [InlineData("mx.market.test; dkim=pass header.d=notpeople.test", false)]
    [InlineData("mx.market.test; dkim=pass header.d=test", false)]
    [InlineData("mx.market.test; dkim=pass header.d=evil.people.test", false)]
    [InlineData("mx.market.test; spf=pass smtp.mailfrom=people.test", false)]
    [InlineData("mx.market.test; none", false)]
    [InlineData("this is no header", false)]
    public void OnlyTheWordOfOurOwnServerAboutThisDomainCounts(string header, bool proven) =>
        Assert.Equal(proven, SenderProof.IsProven(Headers(header), From, Trusted));

    [Fact]
    public void ASignatureOfTheDomainAboveProvesASubdomain() =>
        Assert.True(SenderProof.IsProven(Headers("mx.market.test; dkim=pass header.d=people.test"), "ada@lab.people.test", Trusted));

    [Fact]
    public void AHeaderBelowTheTopmostMayHaveComeWithTheMail()
    {
        var headers = Headers("mx.elsewhere.test; dmarc=fail header.from=people.test");
        headers.Add(HeaderId.AuthenticationResults, "mx.market.test; dmarc=pass header.from=people.test");
        Assert.False(SenderProof.IsProven(headers, From, Trusted));
    }

    [Fact]
    public void WithoutAHeaderOrATrustedServerNothingIsProven()
    {
        Assert.False(SenderProof.IsProven([], From, Trusted));
        Assert.False(SenderProof.IsProven(Headers("mx.market.test; dmarc=pass header.from=people.test"), From, []));
    }

    private static HeaderList Headers(string results)
    {
        HeaderList headers = [];
        headers.Add(HeaderId.AuthenticationResults, results);
        return headers;
    }
}
