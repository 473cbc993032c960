using MimeKit;

namespace NeuralMarket.Market.Notifications;

/// <summary>What came of handing a mail over. Closed: these are all there are.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>Somebody else has it now.</summary>
    public sealed record Accepted : Delivery;

    /// <summary>It did not work this time.</summary>
    /// <param name="Why">For the operator.</param>
    public sealed record TryAgain(string Why) : Delivery;

    /// <summary>It will never work: the address does not exist, for example.</summary>
    /// <param name="Why">For the operator.</param>
    public sealed record Refused(string Why) : Delivery;
}

/// <summary>Hands mails over.</summary>
public interface IMailTransport
{
    /// <summary>Hands one mail over. The Message-ID stays the same when it is tried again, so that receivers can drop a second copy.</summary>
    Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellationToken);
}
