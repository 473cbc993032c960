using MimeKit;
using MimeKit.Utils;
using NeuralMarket.EndToEnd.Tests.Markets;

namespace NeuralMarket.EndToEnd.Tests.Mail;

/// <summary>Mails that authors send.</summary>
internal static class Mails
{
    /// <summary>A mail with packages, for whose sender the market's mail server vouches.</summary>
    public static MimeMessage Proven(Person author, string text, params (string FileName, byte[] Content)[] packages)
    {
        var message = Unproven(author.Name, author.Email, text, packages);
        message.Headers.Insert(0, HeaderId.AuthenticationResults, $"{MarketStack.AuthenticationServer}; dmarc=pass header.from={author.Email.Split('@')[1]}");
        return message;
    }

    /// <summary>A mail for whose sender nobody vouches.</summary>
    public static MimeMessage Unproven(string name, string address, string text, params (string FileName, byte[] Content)[] packages)
    {
        var message = new MimeMessage { Subject = "A patch", MessageId = MimeUtils.GenerateMessageId("people.example"), Date = DateTimeOffset.UtcNow };
        message.From.Add(new MailboxAddress(name, address));
        message.To.Add(new MailboxAddress("NeuralMarket", MarketStack.Inbox));
        var body = new BodyBuilder { TextBody = text };
        foreach (var (fileName, content) in packages)
            body.Attachments.Add(fileName, content);
        message.Body = body.ToMessageBody();
        return message;
    }
}
