namespace NeuralMarket.Testing.Services;

/// <summary>Azurite, the emulator of Azure Blob Storage: in memory, on a free loopback port, gone when disposed.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Script = "node_modules/azurite/dist/src/blob/main.js";

    // Azurite's account and key are published in its documentation: every copy has the same.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private readonly ServiceFolder _folder;
    private readonly ServiceProcess _process;
    private readonly int _port;

    private AzuriteServer(ServiceFolder folder, ServiceProcess process, int port)
    {
        _folder = folder;
        _process = process;
        _port = port;
    }

    /// <summary>Why it cannot be started here, or null when it can.</summary>
    public static string? MissingReason =>
        InstalledPrograms.MissingReason("Node.js", InstalledPrograms.Find("node")) ?? InstalledPrograms.MissingReason("Azurite", ScriptPath);

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{_port}/{Account};";

    private static string? ScriptPath => InstalledPrograms.FindAbove(Path.Combine("artifacts", "tools", "azurite", Script));

    public static async Task<AzuriteServer> StartAsync(CancellationToken cancellationToken)
    {
        if (MissingReason is { } reason)
            throw new InvalidOperationException(reason);
        var folder = ServiceFolder.Create("azurite");
        var port = LoopbackPort.Free();
        var process = ServiceProcess.Start("TERM", InstalledPrograms.Find("node")!, ScriptPath!,
            "--blobHost", "127.0.0.1", "--blobPort", $"{port}", "--inMemoryPersistence", "--skipApiVersionCheck",
            "--disableTelemetry", "--silent");
        var server = new AzuriteServer(folder, process, port);
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
}
