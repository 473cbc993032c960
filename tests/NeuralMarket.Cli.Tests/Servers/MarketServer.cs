using System.Diagnostics;
using System.Text;
using NeuralMarket.Testing;
using NeuralMarket.Testing.Services;

namespace NeuralMarket.Cli.Tests.Servers;

/// <summary>The real server as a child process, with SQLite and folders, one author with an API key, and no base network.</summary>
public sealed class MarketServer : IAsyncLifetime
{
    private static readonly string Program = Repository.BuiltProgram("NeuralMarket.Server", "NeuralMarket.Server");
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _log = new();
    private Process? _process;
    private Process? _reaper;

    public int Port { get; } = LoopbackPort.Free();

    public string Address => $"http://127.0.0.1:{Port}";

    public string Key { get; private set; } = "";

    /// <summary>A call with the author's key in the environment.</summary>
    internal Surroundings Author => new Surroundings().With("NEURALMARKET_KEY", Key);

    public async ValueTask InitializeAsync()
    {
        _process = Start([]);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        // A test run that is killed leaves no server behind.
        _reaper = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat >/dev/null; kill -9 $0 2>/dev/null", $"{_process.Id}"]) { RedirectStandardInput = true });
        await WaitAsync();
        using Process account = Start(["accounts", "create", "--email", "ada@example.org", "--name", "Ada", "--api-key"]);
        string output = await account.StandardOutput.ReadToEndAsync();
        await account.WaitForExitAsync();
        Key = output.Split((char[])['\n', '\r', ' ']).Single(word => word.StartsWith("nm_", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Kill();
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
        _process?.Dispose();
        _reaper?.Kill();
        _reaper?.Dispose();
        _folder.Dispose();
    }

    private Process Start(string[] arguments)
    {
        ProcessStartInfo start = new(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        foreach ((string key, string value) in new Dictionary<string, string>
        {
            ["NEURALMARKET__Market__DataFolder"] = _folder["data"],
            ["NEURALMARKET__Server__Roles"] = "web,worker",
            ["NEURALMARKET__Server__PublicUrl"] = Address,
            ["NEURALMARKET__Mail__Incoming__Source"] = "none",
            ["NEURALMARKET__Mail__Outgoing__Transport"] = "maildir",
            ["NEURALMARKET__Mail__Outgoing__Maildir"] = _folder["mail"],
            ["ASPNETCORE_URLS"] = Address,
        })
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    private async Task WaitAsync()
    {
        using HttpClient http = new();
        for (Stopwatch watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri(Address + "/health/live"));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (_process!.HasExited || watch.Elapsed > StartTime)
            {
                throw new InvalidOperationException($"The server does not start:\n{_log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private void Keep(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}
