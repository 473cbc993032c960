using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>What intake wants to know of a message. Pure.</summary>
internal static class MessageFacts
{
    private const string Extension = ".specialneurons";
    private const int LongestDescription = 4_000;
    private const int MostTextBytes = 256 * 1024;
    private static readonly string[] BulkPrecedences = ["bulk", "junk", "list", "auto_reply"];

    /// <summary>Whether a machine wrote it: answers to those are how mail loops begin (RFC 3834). The parser counts Content-Type to the body's headers.</summary>
    public static bool IsAutomatic(FetchedMessage fetched) => fetched.Message?.Body is MultipartReport || IsAutomatic(fetched.Headers);

    private static bool IsAutomatic(HeaderList headers) =>
        headers[HeaderId.AutoSubmitted] is { } submitted && !submitted.Trim().Equals("no", StringComparison.OrdinalIgnoreCase)
        || headers[HeaderId.ReturnPath]?.Trim() == "<>"
        || headers.Contains(HeaderId.ListId)
        || headers.Contains(HeaderId.ListUnsubscribe)
        || BulkPrecedences.Contains(headers[HeaderId.Precedence]?.Trim(), StringComparer.OrdinalIgnoreCase)
        || (headers[HeaderId.ContentType]?.Contains("multipart/report", StringComparison.OrdinalIgnoreCase) ?? false);

    /// <summary>The one address that it claims to come from; a mail with two From headers claims nothing that could be proven.</summary>
    public static MailboxAddress? Sender(HeaderList headers) =>
        headers.Count(header => header.Id == HeaderId.From) == 1
        && InternetAddressList.TryParse(headers[HeaderId.From] ?? "", out InternetAddressList? list) && list.Mailboxes.ToList() is [var only] && only.Address.Contains('@', StringComparison.Ordinal)
            ? only
            : null;

    /// <summary>Its packages, known by their names, whatever their media type says.</summary>
    public static IReadOnlyList<MimePart> Packages(MimeMessage message) =>
        [.. message.BodyParts.OfType<MimePart>().Where(part => part.FileName?.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) == true && part.Content is not null)];

    /// <summary>What the author wrote, without quotes and signature: it can stand in for a missing description.</summary>
    public static string? Description(MimeMessage message)
    {
        IEnumerable<string> lines = BeginningOfText(message).ReplaceLineEndings("\n").Split('\n')
            .TakeWhile(line => line.TrimEnd() != "--" && line != "-- ")
            .Where(line => !line.StartsWith('>'));
        string text = new([.. string.Join('\n', lines).Where(character => character is '\n' or '\t' || !char.IsControl(character))]);
        text = text.Trim();
        return text.Length == 0 ? null : text.Length <= LongestDescription ? text : text[..LongestDescription];
    }

    // A text part may be as large as the whole mail: only so much of it is decoded as a description can need, with quotes around it.
    private static string BeginningOfText(MimeMessage message)
    {
        TextPart? text = message.BodyParts.OfType<TextPart>().FirstOrDefault(part => part.IsPlain && !part.IsAttachment);
        if (text?.Content is null)
        {
            return "";
        }

        using Stream content = text.Content.Open();
        var bytes = new byte[MostTextBytes];
        int read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return (text.ContentType.CharsetEncoding ?? Encoding.UTF8).GetString(bytes, 0, read);
    }

    /// <summary>A display name for an account that a mail makes: what the sender is called, without what a name may not hold.</summary>
    public static string DisplayName(MailboxAddress sender)
    {
        string name = string.IsNullOrWhiteSpace(sender.Name) ? sender.Address.Split('@')[0] : sender.Name;
        string plain = new([.. name.Where(character => !char.IsControl(character) && !char.IsSurrogate(character) && char.GetUnicodeCategory(character) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse)).Take(80)]);
        return plain.Trim() is { Length: > 0 } kept ? kept : "Author";
    }

    /// <summary>Names a message and one of its files, so that it is never taken in twice, however often it is delivered.</summary>
    public static string Key(HeaderList headers, int file)
    {
        string identity = string.Join('\n', headers[HeaderId.MessageId], headers[HeaderId.From], headers[HeaderId.Date], headers[HeaderId.Subject]);
        return $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))}:{file}";
    }
}
