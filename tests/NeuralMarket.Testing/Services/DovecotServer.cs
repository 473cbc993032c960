namespace NeuralMarket.Testing.Services;

/// <summary>Dovecot, an IMAP server (IDLE, MOVE), on a free loopback port with the mailboxes of one <see cref="MailboxFolder"/>.</summary>
public sealed class DovecotServer : IAsyncDisposable
{
    private const string Program = "dovecot";
    private readonly ServiceFolder _folder;
    private readonly ServiceProcess _process;

    private DovecotServer(ServiceFolder folder, ServiceProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    /// <summary>Why it cannot be started here, or null when it can.</summary>
    public static string? MissingReason =>
        InstalledPrograms.MissingReason("Dovecot (dovecot-imapd)", InstalledPrograms.Find(Program))
        ?? (Environment.IsPrivilegedProcess ? null : "Dovecot is started as root, which these tests are not run as.");

    public int Port { get; }

    /// <summary>Every address of the folder is a user with this password; without spaces, at which Dovecot would cut it.</summary>
    public string Password => "correct-horse-battery-staple";

    public static async Task<DovecotServer> StartAsync(MailboxFolder mailboxes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mailboxes);
        if (MissingReason is { } reason)
            throw new InvalidOperationException(reason);
        var folder = ServiceFolder.Create("dovecot");
        var port = LoopbackPort.Free();
        var configuration = folder.Write("dovecot.conf", Configuration(folder, mailboxes, port));
        var process = ServiceProcess.Start("TERM", InstalledPrograms.Find(Program)!, "-F", "-c", configuration);
        var server = new DovecotServer(folder, process, port);
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

    private static string Configuration(ServiceFolder folder, MailboxFolder mailboxes, int port) =>
        $$"""
        base_dir = {{folder.Combine("run")}}
        state_dir = {{folder.Combine("state")}}
        log_path = {{folder.Combine("log")}}
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        auth_mechanisms = plain login
        first_valid_uid = 1
        mail_location = maildir:~
        passdb {
          driver = static
          args = password=correct-horse-battery-staple
        }
        userdb {
          driver = static
          args = uid={{MailboxFolder.OwnerId}} gid={{MailboxFolder.OwnerId}} home={{mailboxes.Path}}/%u
        }
        namespace inbox {
          inbox = yes
          separator = /
        }
        service imap-login {
          inet_listener imap {
            port = {{port}}
          }
          inet_listener imaps {
            port = 0
          }
        }

        """;
}
