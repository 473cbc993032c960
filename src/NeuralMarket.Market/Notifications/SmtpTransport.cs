using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace NeuralMarket.Market.Notifications;

/// <summary>Sends through an SMTP server. A process killed between the server's answer and our note of it sends once more, under the same Message-ID.</summary>
internal sealed class SmtpTransport(IOptions<OutgoingMailOptions> options) : IMailTransport
{
    // For the whole conversation, and shorter than the outbox's lease, so that nobody else takes the mail meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        using SmtpClient client = new() { Timeout = (int)Patience.TotalMilliseconds };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await ConnectAsync(client, limit.Token);
            await client.SendAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Delivery.TryAgain($"The server took longer than {Patience.TotalSeconds:0} s.");
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500 && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            return new Delivery.Refused($"{(int)refused.StatusCode} {refused.Message}");
        }
        catch (Exception broken) when (broken is CommandException or ProtocolException or IOException or SocketException or AuthenticationException or SslHandshakeException or TimeoutException or ServiceNotConnectedException)
        {
            return new Delivery.TryAgain(broken.Message);
        }

        return await QuitAsync(client, limit.Token);
    }

    private async Task ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        OutgoingMailOptions server = options.Value;
        await client.ConnectAsync(server.Host!, server.Port, server.Security.ToSocketOptions(), cancellationToken);
        if (!string.IsNullOrEmpty(server.User))
        {
            await client.AuthenticateAsync(server.User, server.Password ?? "", cancellationToken);
        }
    }

    // The mail is accepted; a connection that breaks while saying goodbye must not send it again.
    private static async Task<Delivery> QuitAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
        }

        return new Delivery.Accepted();
    }
}

/// <summary>Our words for connection security in MailKit's.</summary>
internal static class MailSecurityOptions
{
    public static SecureSocketOptions ToSocketOptions(this MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };
}
