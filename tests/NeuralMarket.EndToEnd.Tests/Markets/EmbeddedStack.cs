using MimeKit;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>The embedded default: SQLite, folders, Maildirs. Nothing to install, nothing to start.</summary>
public sealed class EmbeddedStack : MarketStack
{
    private Dictionary<string, string> _settings = [];
    private string _incoming = "";
    private string _outgoing = "";

    public override IReadOnlyDictionary<string, string> Settings => _settings;

    public override Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        _incoming = Path.Combine(folder, "mail", "incoming");
        _outgoing = Path.Combine(folder, "mail", "outgoing");
        _settings = new()
        {
            ["Mail:Incoming:Source"] = "maildir",
            ["Mail:Incoming:Maildir"] = _incoming,
            ["Mail:Outgoing:Transport"] = "maildir",
            ["Mail:Outgoing:Maildir"] = _outgoing,
        };
        return Task.CompletedTask;
    }

    public override async Task DeliverAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        foreach (var part in (string[])["tmp", "new", "cur"])
            Directory.CreateDirectory(Path.Combine(_incoming, part));
        var name = $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}.{Guid.NewGuid():N}.test";
        await message.WriteToAsync(Path.Combine(_incoming, "tmp", name), cancellationToken);
        File.Move(Path.Combine(_incoming, "tmp", name), Path.Combine(_incoming, "new", name));
    }

    public override IReadOnlyList<MimeMessage> MailsTo(string address) => SentMails.To(Path.Combine(_outgoing, "new"), address);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
