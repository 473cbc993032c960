using MimeKit;

namespace NeuralMarket.Demo;

/// <summary>The post: puts mails into the market's incoming Maildir as a mail server would, and reads what the market sent.</summary>
internal sealed class Mailer(DemoOptions options)
{
    /// <summary>The name under which the demo's mail server vouches for senders; the market is told to believe it.</summary>
    private const string AuthenticationServer = "mail.demo.example";

    /// <summary>Mails a package to the market, with the word of the demo's mail server that the sender is who it says.</summary>
    public async Task SendAsync(DemoPerson author, string subject, string text, string packagePath, CancellationToken cancellationToken)
    {
        using MimeMessage message = new();
        message.Headers.Insert(0, HeaderId.AuthenticationResults, $"{AuthenticationServer}; dmarc=pass header.from={author.Email.Split('@')[1]}");
        message.From.Add(new MailboxAddress(author.Name, author.Email));
        message.To.Add(new MailboxAddress("NeuralMarket", "submit@neuralmarket.example"));
        message.Subject = subject;
        BodyBuilder body = new() { TextBody = text };
        await body.Attachments.AddAsync(packagePath, cancellationToken);
        message.Body = body.ToMessageBody();
        string name = $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}.{Guid.NewGuid():N}.demo";
        foreach (string folder in (string[])["tmp", "new", "cur"])
        {
            Directory.CreateDirectory(Path.Combine(options.Incoming, folder));
        }

        string draft = Path.Combine(options.Incoming, "tmp", name);
        await message.WriteToAsync(draft, cancellationToken);
        File.Move(draft, Path.Combine(options.Incoming, "new", name));
    }

    /// <summary>The subjects of all mails to somebody.</summary>
    public IReadOnlyList<string> SubjectsTo(string address) =>
        [.. Sent().Where(message => message.To.Mailboxes.Any(mailbox => string.Equals(mailbox.Address, address, StringComparison.OrdinalIgnoreCase))).OrderBy(message => message.Date).Select(message => message.Subject ?? "")];

    private MimeMessage[] Sent()
    {
        string folder = Path.Combine(options.Outgoing, "new");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => MimeMessage.Load(path)).ToArray() : [];
    }
}
