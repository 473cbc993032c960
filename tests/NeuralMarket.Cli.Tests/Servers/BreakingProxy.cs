using System.Net;
using System.Net.Sockets;

namespace NeuralMarket.Cli.Tests.Servers;

/// <summary>Passes connections on to a server, and breaks the first ones in the middle of what they send.</summary>
internal sealed class BreakingProxy : IDisposable
{
    private const int BrokenAfterBytes = 4_000;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private int _toBreak;

    public BreakingProxy(int server, int toBreak)
    {
        (_server, _toBreak) = (server, toBreak);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many connections were broken.</summary>
    public int Broken { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient caller)
    {
        using (caller)
        {
            if (Interlocked.Decrement(ref _toBreak) >= 0)
            {
                Broken++;
                await caller.GetStream().ReadAtLeastAsync(new byte[BrokenAfterBytes], BrokenAfterBytes, throwOnEndOfStream: false, _stop.Token);
                caller.Client.Close(0);
                return;
            }

            using TcpClient server = new();
            await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
            await Task.WhenAny(caller.GetStream().CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(caller.GetStream(), _stop.Token));
        }
    }
}
