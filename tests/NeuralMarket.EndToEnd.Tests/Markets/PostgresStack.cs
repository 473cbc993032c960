using MimeKit;
using NeuralMarket.Testing.Services;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>PostgreSQL, and folders and Maildirs for the rest: where mail is exactly once, so that a second one is the market's fault.</summary>
public sealed class PostgresStack : MarketStack
{
    private readonly EmbeddedStack _rest = new();
    private PostgresServer? _postgres;
    private Dictionary<string, string> _settings = [];

    /// <summary>Why it cannot be started here, or null when it can.</summary>
    public static string? MissingReason => PostgresServer.MissingReason;

    public override IReadOnlyDictionary<string, string> Settings => _settings;

    public override async Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        await _rest.StartAsync(folder, cancellationToken);
        _postgres = await PostgresServer.StartAsync(cancellationToken);
        _settings = new(_rest.Settings)
        {
            ["Database:Provider"] = "postgres",
            ["Database:ConnectionString"] = _postgres.ConnectionString("market"),
        };
    }

    public override Task DeliverAsync(MimeMessage message, CancellationToken cancellationToken) => _rest.DeliverAsync(message, cancellationToken);

    public override IReadOnlyList<MimeMessage> MailsTo(string address) => _rest.MailsTo(address);

    public override async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        await _rest.DisposeAsync();
    }
}
