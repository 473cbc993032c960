using Microsoft.Extensions.Options;
using MimeKit;

namespace NeuralMarket.Market.Notifications;

/// <summary>From a row of the outbox to a message (RFC 5322), and back from its Message-ID to the row.</summary>
public sealed class MailComposer(IOptions<OutgoingMailOptions> options)
{
    private readonly MailboxAddress _from = MailboxAddress.Parse(options.Value.From);

    /// <summary>The address that mails come from.</summary>
    public string Address => _from.Address;

    /// <summary>The message of a row; the same row always gives the same Message-ID.</summary>
    public MimeMessage Compose(OutgoingMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        MimeMessage message = new() { MessageId = $"{mail.Id:N}@{Domain}", Subject = mail.Subject, Date = mail.CreatedAt };
        message.From.Add(_from);
        message.To.Add(new MailboxAddress(mail.ToName, mail.ToAddress));

        // Nobody's machine shall answer ours (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, mail.InReplyTo is null ? "auto-generated" : "auto-replied");
        if (mail.InReplyTo is { } answered)
        {
            message.InReplyTo = answered;
            message.References.Add(answered);
        }

        message.Body = new BodyBuilder { TextBody = mail.TextBody, HtmlBody = mail.HtmlBody }.ToMessageBody();
        return message;
    }

    /// <summary>The row whose Message-ID this is; <see langword="null"/> when it is none of ours.</summary>
    public Guid? RowOf(string? messageId)
    {
        string suffix = "@" + Domain;
        return messageId is not null && messageId.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(messageId[..^suffix.Length], "N", out Guid id) ? id : null;
    }

    private string Domain => _from.Address[(_from.Address.LastIndexOf('@') + 1)..];
}
