using Microsoft.Extensions.Options;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>A Maildir (the embedded default): what lies in <c>new</c> is taken in and then moved to <c>cur</c> as seen.</summary>
internal sealed class MaildirSource : IMailSource
{
    private readonly string _new;
    private readonly string _current;
    private readonly long _mostBytes;

    public MaildirSource(IOptions<IncomingMailOptions> options, IOptions<MarketOptions> market)
    {
        string folder = options.Value.Maildir ?? Path.Combine(market.Value.DataFolder, "mail", "incoming");
        _mostBytes = options.Value.MostBytes;
        _new = Directory.CreateDirectory(Path.Combine(folder, "new")).FullName;
        _current = Directory.CreateDirectory(Path.Combine(folder, "cur")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "tmp"));
    }

    public async Task FetchAsync(Func<FetchedMessage, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken)
    {
        foreach (string path in Directory.EnumerateFiles(_new).Order(StringComparer.Ordinal).ToList())
        {
            if (await handle(await ReadAsync(path, cancellationToken), cancellationToken))
            {
                File.Move(path, Path.Combine(_current, Path.GetFileName(path) + ":2,S"), overwrite: true);
            }
        }
    }

    private async Task<FetchedMessage> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        return await MessageReader.ReadAsync(file, _mostBytes, cancellationToken);
    }
}
