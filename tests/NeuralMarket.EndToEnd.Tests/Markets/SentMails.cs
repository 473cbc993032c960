using System.Collections.Concurrent;
using MimeKit;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>Reads delivered mails from a folder; each file once.</summary>
internal static class SentMails
{
    private static readonly ConcurrentDictionary<string, MimeMessage> Read = new();

    public static IReadOnlyList<MimeMessage> To(string folder, string address) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => Read.GetOrAdd(path, file => MimeMessage.Load(file)))
            .Where(message => message.To.Mailboxes.Any(mailbox => string.Equals(mailbox.Address, address, StringComparison.OrdinalIgnoreCase)))];
}
