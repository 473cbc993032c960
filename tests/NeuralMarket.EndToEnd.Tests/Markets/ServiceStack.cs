using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NeuralMarket.Testing.Services;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>Real services: PostgreSQL, Azurite (Azure Blob Storage), Dovecot (IMAP), OpenSMTPD (SMTP).</summary>
public sealed class ServiceStack : MarketStack
{
    private PostgresServer? _postgres;
    private AzuriteServer? _azurite;
    private MailboxFolder? _mailboxes;
    private DovecotServer? _imap;
    private SmtpServer? _smtp;
    private Dictionary<string, string> _settings = [];

    /// <summary>Why it cannot be started here, or null when it can.</summary>
    public static string? MissingReason =>
        PostgresServer.MissingReason ?? AzuriteServer.MissingReason ?? DovecotServer.MissingReason ?? SmtpServer.MissingReason;

    public override IReadOnlyDictionary<string, string> Settings => _settings;

    public override async Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        _mailboxes = await MailboxFolder.CreateAsync(cancellationToken);
        var postgres = PostgresServer.StartAsync(cancellationToken);
        var azurite = AzuriteServer.StartAsync(cancellationToken);
        var imap = DovecotServer.StartAsync(_mailboxes, cancellationToken);
        var smtp = SmtpServer.StartAsync(_mailboxes, cancellationToken);
        (_postgres, _azurite, _imap, _smtp) = (await postgres, await azurite, await imap, await smtp);
        _settings = new()
        {
            ["Database:Provider"] = "postgres",
            ["Database:ConnectionString"] = _postgres.ConnectionString("market"),
            ["Blobs:Provider"] = "azure",
            ["Blobs:ConnectionString"] = _azurite.ConnectionString,
            ["Mail:Incoming:Source"] = "imap",
            ["Mail:Incoming:Host"] = "127.0.0.1",
            ["Mail:Incoming:Port"] = Text(_imap.Port),
            ["Mail:Incoming:Security"] = "None",
            ["Mail:Incoming:User"] = Inbox,
            ["Mail:Incoming:Password"] = _imap.Password,
            ["Mail:Outgoing:Transport"] = "smtp",
            ["Mail:Outgoing:Host"] = "127.0.0.1",
            ["Mail:Outgoing:Port"] = Text(_smtp.Port),
            ["Mail:Outgoing:Security"] = "None",
        };
    }

    public override async Task DeliverAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", _smtp!.Port, SecureSocketOptions.None, cancellationToken);
        // The receiving server writes Return-Path itself, from the envelope: an empty sender is how bounces come.
        var from = message.Headers[HeaderId.ReturnPath] == "<>" ? new MailboxAddress("", "") : message.From.Mailboxes.FirstOrDefault() ?? new MailboxAddress("", "nobody@elsewhere.example");
        await client.SendAsync(message, from, [new MailboxAddress("", Inbox)], cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    public override IReadOnlyList<MimeMessage> MailsTo(string address) => SentMails.To(Path.Combine(_mailboxes!.Maildir(address), "new"), address);

    public override async ValueTask DisposeAsync()
    {
        foreach (var service in new IAsyncDisposable?[] { _smtp, _imap, _azurite, _postgres })
        {
            if (service is not null)
                await service.DisposeAsync();
        }

        _mailboxes?.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
