using Microsoft.Extensions.Options;
using MimeKit;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Notifications;

/// <summary>Puts mails into a Maildir (the embedded default): a file's name comes from the Message-ID, so that a second try makes no second file.</summary>
internal sealed class MaildirTransport : IMailTransport
{
    private readonly string _folder;

    public MaildirTransport(IOptions<OutgoingMailOptions> options, IOptions<MarketOptions> market)
    {
        _folder = options.Value.Maildir ?? Path.Combine(market.Value.DataFolder, "mail", "outgoing");
        foreach (string part in new[] { "tmp", "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, part));
        }
    }

    public async Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        string name = $"{message.Date.ToUnixTimeSeconds()}.{message.MessageId!.Split('@')[0]}.neuralmarket";
        if (IsThere(name))
        {
            return new Delivery.Accepted();
        }

        try
        {
            string part = Path.Combine(_folder, "tmp", $"{name}.{Guid.NewGuid():N}");
            await using (FileStream file = new(part, FileMode.CreateNew))
            {
                await message.WriteToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, Path.Combine(_folder, "new", name), overwrite: true);
            return new Delivery.Accepted();
        }
        catch (IOException broken)
        {
            return new Delivery.TryAgain(broken.Message);
        }
    }

    // A reader moves what it has read to "cur" and adds flags to the name.
    private bool IsThere(string name) =>
        File.Exists(Path.Combine(_folder, "new", name)) || Directory.EnumerateFiles(Path.Combine(_folder, "cur"), name + "*").Any();
}
