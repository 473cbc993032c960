using System.Diagnostics;
using System.Text;

namespace NeuralMarket.Testing.Services;

/// <summary>
/// A server as a child process. A small shell holds a pipe to this process and stops the server as soon as the pipe closes: a
/// test run that is killed leaves no server behind.
/// </summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string StopWhenThePipeCloses =
        "exec 3<&0; signal=$1; shift; \"$@\" </dev/null 3<&- & server=$!; "
        + "(cat >/dev/null; kill -$signal $server 2>/dev/null) <&3 3<&- & wait $server";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);
    private readonly Process _shell;
    private readonly StringBuilder _output = new();

    private ServiceProcess(Process shell) => _shell = shell;

    private string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <param name="stopSignal">The signal that makes this server stop at once and in order, such as TERM.</param>
    /// <param name="command">Program and arguments.</param>
    public static ServiceProcess Start(string stopSignal, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", StopWhenThePipeCloses, "sh", stopSignal, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var service = new ServiceProcess(Process.Start(start)!);
        service._shell.OutputDataReceived += (_, line) => service.Keep(line.Data);
        service._shell.ErrorDataReceived += (_, line) => service.Keep(line.Data);
        service._shell.BeginOutputReadLine();
        service._shell.BeginErrorReadLine();
        return service;
    }

    /// <summary>Returns when the port accepts connections.</summary>
    /// <exception cref="InvalidOperationException">The server ended or did not answer in time; the message has its output.</exception>
    public async Task WaitForPortAsync(int port, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await LoopbackPort.AnswersAsync(port, cancellationToken))
        {
            if (_shell.HasExited || watch.Elapsed > StartTime)
            {
                throw new InvalidOperationException(
                    $"The test server {(_shell.HasExited ? "ended" : "did not answer")} before port {port} was open:\n{Output}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopTime);
        try
        {
            await _shell.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _shell.Kill(entireProcessTree: true);
        }
        _shell.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null && _output.Length < 64 * 1024)
                _output.AppendLine(line);
        }
    }
}
