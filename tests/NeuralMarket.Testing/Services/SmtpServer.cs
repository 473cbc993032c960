namespace NeuralMarket.Testing.Services;

/// <summary>
/// OpenSMTPD on a free loopback port; takes mail for every address and puts it into a <see cref="MailboxFolder"/>. Its spool and its
/// control socket have fixed places, so each server gets a mount namespace of its own: several can run side by side.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private const string Program = "smtpd";
    private readonly ServiceFolder _folder;
    private readonly ServiceProcess _process;

    private SmtpServer(ServiceFolder folder, ServiceProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    /// <summary>Why it cannot be started here, or null when it can.</summary>
    public static string? MissingReason =>
        InstalledPrograms.MissingReason("OpenSMTPD", InstalledPrograms.Find(Program))
        ?? (Environment.IsPrivilegedProcess ? null : "OpenSMTPD is started as root, which these tests are not run as.");

    public int Port { get; }

    /// <summary>Starts it; messages longer than <paramref name="largestMessageBytes"/> are refused for good (552).</summary>
    public static async Task<SmtpServer> StartAsync(MailboxFolder mailboxes, CancellationToken cancellationToken,
        long largestMessageBytes = 64 * 1024 * 1024)
    {
        ArgumentNullException.ThrowIfNull(mailboxes);
        if (MissingReason is { } reason)
            throw new InvalidOperationException(reason);
        var folder = ServiceFolder.Create("smtp");
        var port = LoopbackPort.Free();
        var configuration = folder.Write("smtpd.conf", Configuration(mailboxes, port, largestMessageBytes));
        var script = folder.Write("start.sh", Script(configuration));
        var process = ServiceProcess.Start("TERM", "unshare", "--mount", "/bin/sh", script);
        var server = new SmtpServer(folder, process, port);
        try
        {
            await process.WaitForPortAsync(port, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string Configuration(MailboxFolder mailboxes, int port, long largestMessageBytes) =>
        $$"""
        smtp max-message-size {{largestMessageBytes}}
        table users { "inbox" = "{{MailboxFolder.OwnerId}}:{{MailboxFolder.OwnerId}}:{{mailboxes.Path}}" }
        table everyone { "@" = "inbox" }
        listen on 127.0.0.1 port {{port}}
        action "deliver" maildir "{{mailboxes.Path}}/%{dest}" userbase <users> virtual <everyone>
        match from any for any action "deliver"

        """;

    private static string Script(string configuration) =>
        $"""
        set -e
        mount -t tmpfs tmpfs /var/spool
        mkdir -m 711 /var/spool/smtpd
        mount -t tmpfs tmpfs /run
        exec {InstalledPrograms.Find(Program)} -d -f {configuration}

        """;
}
