using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Notifications;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>A folder of an IMAP server: whatever lies in it is new; what was taken in is moved to another folder.</summary>
internal sealed class ImapSource(IOptions<IncomingMailOptions> options) : IMailSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task FetchAsync(Func<FetchedMessage, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken)
    {
        IncomingMailOptions server = options.Value;
        using ImapClient client = new() { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(server.Host!, server.Port, server.Security.ToSocketOptions(), cancellationToken);
        await client.AuthenticateAsync(server.User!, server.Password ?? "", cancellationToken);
        IMailFolder folder = await client.GetFolderAsync(server.Folder, cancellationToken);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        IList<UniqueId> waiting = await folder.SearchAsync(SearchQuery.NotDeleted, cancellationToken);
        if (waiting.Count > 0)
        {
            IMailFolder processed = await ProcessedAsync(client, server.ProcessedFolder, cancellationToken);
            foreach (IMessageSummary summary in await folder.FetchAsync(waiting, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken))
            {
                if (await handle(await ReadAsync(folder, summary, cancellationToken), cancellationToken))
                {
                    await folder.MoveToAsync(summary.UniqueId, processed, cancellationToken);
                }
            }
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private async Task<FetchedMessage> ReadAsync(IMailFolder folder, IMessageSummary summary, CancellationToken cancellationToken)
    {
        long size = summary.Size ?? 0;
        try
        {
            if (size > options.Value.MostBytes)
            {
                return new(await folder.GetHeadersAsync(summary.UniqueId, cancellationToken), null, size);
            }
        }
        catch (FormatException)
        {
            return new([], null, size);
        }

        await using Stream whole = await folder.GetStreamAsync(summary.UniqueId, cancellationToken);
        return await MessageReader.ReadAsync(whole, options.Value.MostBytes, cancellationToken);
    }

    private static async Task<IMailFolder> ProcessedAsync(ImapClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetFolderAsync(name, cancellationToken);
        }
        catch (FolderNotFoundException)
        {
            IMailFolder root = await client.GetFolderAsync(client.PersonalNamespaces[0].Path, cancellationToken);
            return await root.CreateAsync(name, isMessageFolder: true, cancellationToken) ?? throw new FolderNotFoundException(name);
        }
    }
}
