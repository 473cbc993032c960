using MimeKit;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>What a market stands on: database, blobs, mail in and out.</summary>
public abstract class MarketStack : IAsyncDisposable
{
    /// <summary>The address that authors mail packages to.</summary>
    public const string Inbox = "submit@market.example";

    /// <summary>The name under which the market's own mail server vouches for senders.</summary>
    public const string AuthenticationServer = "mx.market.example";

    /// <summary>Settings of the server that say what it stands on.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Starts what it needs. <paramref name="folder"/> is the market's own.</summary>
    public abstract Task StartAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Delivers a mail to the market's inbox.</summary>
    public abstract Task DeliverAsync(MimeMessage message, CancellationToken cancellationToken);

    /// <summary>All mails that the market sent to an address, in no order.</summary>
    public abstract IReadOnlyList<MimeMessage> MailsTo(string address);

    public abstract ValueTask DisposeAsync();
}
