using System.Diagnostics;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>The server as a child process; its log goes to a file. It can be killed and started again, as a machine that fails does.</summary>
public sealed class ServerProcess(IReadOnlyDictionary<string, string> settings, Uri address, string logPath) : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(40);
    private readonly Lock _logging = new();
    private Process? _process;
    private Process? _reaper;

    /// <summary>Everything that the server has said, over all its lives.</summary>
    public string Log
    {
        get
        {
            lock (_logging)
                return File.Exists(logPath) ? File.ReadAllText(logPath) : "";
        }
    }

    /// <summary>Starts it and returns when it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>Starts it and does not wait.</summary>
    public void Launch()
    {
        _process = ServerProgram.Start(settings);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        // Ends the server when this process dies and its end of the pipe closes: a test run that is killed leaves no server behind.
        _reaper = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat >/dev/null; kill -9 $0 2>/dev/null", $"{_process.Id}"]) { RedirectStandardInput = true });
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        var watch = Stopwatch.StartNew();
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (_process is null || _process.HasExited || watch.Elapsed > StartTime)
                throw new InvalidOperationException($"The server did not become ready. Its log:\n{Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary><c>kill -9</c>: it gets to finish nothing.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        Forget();
    }

    /// <summary>Asks it to stop, and waits.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is null)
            return;
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopTime);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        Forget();
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
        _reaper?.Kill();
        _reaper?.Dispose();
        _reaper = null;
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_logging)
            File.AppendAllText(logPath, line + "\n");
    }
}
