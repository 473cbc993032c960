using System.Globalization;
using System.Resources;
using MimeKit;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>Answers to mails of which nothing was taken in, put into the outbox within the caller's transaction. Their texts are in <c>IntakeTexts.resx</c>.</summary>
public sealed class IntakeMails(MarketDb db, TimeProvider time)
{
    private static readonly ResourceManager Texts = new("NeuralMarket.Market.Intake.Mail.IntakeTexts", typeof(IntakeMails).Assembly);

    /// <summary>A file was refused at the door.</summary>
    public void Refused(MailboxAddress to, string fileName, IntakeOutcome.Refused refused, string key, string? inReplyTo)
    {
        ArgumentNullException.ThrowIfNull(refused);
        Add(to, "Refused", key, inReplyTo, fileName, refused.Message, refused.Remedy, refused.Code);
    }

    /// <summary>The same bytes came before.</summary>
    public void AlreadyKnown(MailboxAddress to, string fileName, Receipt receipt, string key, string? inReplyTo)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        Add(to, "AlreadyKnown", key, inReplyTo, fileName, receipt.State);
    }

    /// <summary>There was no package, or too much.</summary>
    public void NotReadable(MailboxAddress to, bool tooLarge, int packages, int most, string key, string? inReplyTo) =>
        Add(to, tooLarge ? "TooLarge" : packages == 0 ? "NoPackage" : "TooMany", key, inReplyTo, packages, most);

    private void Add(MailboxAddress to, string kind, string key, string? inReplyTo, params object[] values)
    {
        ArgumentNullException.ThrowIfNull(to);
        MailText text = new(Text($"{kind}.Subject"), string.Format(CultureInfo.InvariantCulture, Text($"{kind}.Body"), values));
        DateTimeOffset now = time.GetUtcNow();
        db.OutgoingMails.Add(new OutgoingMail
        {
            UniqueKey = $"intake:{key}:{kind}",
            ToAddress = to.Address,
            ToName = to.Name ?? "",
            Subject = text.Subject,
            TextBody = text.Body,
            HtmlBody = MailHtml.From(text),
            InReplyTo = inReplyTo,
            CreatedAt = now,
            DueAt = now,
        });
    }

    private static string Text(string name) => Texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException(name);
}
