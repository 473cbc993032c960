using System.Diagnostics;

namespace NeuralMarket.Testing.Services;

/// <summary>A PostgreSQL server of the tests' own: a fresh cluster on a free loopback port, gone when disposed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "neuralmarket";
    private static readonly string[] Places = ["/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];
    private readonly ServiceFolder _folder;
    private readonly ServiceProcess _process;
    private readonly int _port;

    private PostgresServer(ServiceFolder folder, ServiceProcess process, int port)
    {
        _folder = folder;
        _process = process;
        _port = port;
    }

    /// <summary>Why it cannot be started here, or null when it can.</summary>
    public static string? MissingReason => InstalledPrograms.MissingReason("PostgreSQL", BinFolder);

    /// <summary>Connection string of the database that every cluster has; make others with <see cref="ConnectionString(string)"/>.</summary>
    public string DefaultConnectionString => ConnectionString("postgres");

    private static string? BinFolder => Places.FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")));

    /// <summary>Connection string of a database by this name; the database need not exist yet.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username={User};Database={database}";

    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        var bin = BinFolder ?? throw new InvalidOperationException(MissingReason);
        var folder = ServiceFolder.Create("postgres");
        var data = folder.CreateSubfolder("data");
        if (Environment.IsPrivilegedProcess)
            await ServiceFolder.GiveToAsync(data, "postgres:", cancellationToken);
        await InitialiseAsync(bin, data, cancellationToken);

        var port = LoopbackPort.Free();
        // Durability is PostgreSQL's own matter, tests need speed: no fsync. QUIT stops it without waiting for open connections.
        var process = ServiceProcess.Start("QUIT", AsPostgres(Path.Combine(bin, "postgres"), "-D", data, "-p", $"{port}",
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=200",
            "-c", "timezone=UTC"));
        var server = new PostgresServer(folder, process, port);
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

    private static async Task InitialiseAsync(string bin, string data, CancellationToken cancellationToken)
    {
        var command = AsPostgres(Path.Combine(bin, "initdb"), "-D", data, "-U", User, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var initdb = Process.Start(start)!;
        var said = initdb.StandardOutput.ReadToEndAsync(cancellationToken);
        var complained = await initdb.StandardError.ReadToEndAsync(cancellationToken);
        await initdb.WaitForExitAsync(cancellationToken);
        if (initdb.ExitCode != 0)
            throw new InvalidOperationException($"initdb failed:\n{await said}{complained}");
    }

    /// <summary>PostgreSQL refuses to run as root; Debian's package brings the user postgres.</summary>
    private static string[] AsPostgres(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]
        : command;
}
