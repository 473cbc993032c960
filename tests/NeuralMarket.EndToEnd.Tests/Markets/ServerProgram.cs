using System.Diagnostics;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>The server's executable: run as the server, or for one of the operator's commands.</summary>
internal static class ServerProgram
{
    private static string File { get; } = Repository.Path($"src/NeuralMarket.Server/bin/{Repository.Configuration}/net10.0/NeuralMarket.Server");

    /// <summary>Starts it with these settings (<c>Section:Key</c>) and arguments.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> settings, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(File, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["DOTNET_TieredPGO"] = "0"; // It lives for seconds: compiling for the long run costs more than it gives.
        foreach (var (key, value) in settings)
            start.Environment["NEURALMARKET__" + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs one of the operator's commands to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public static async Task<string> RunAsync(
        IReadOnlyDictionary<string, string> settings, string? input, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(settings, arguments);
        await process.StandardInput.WriteLineAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{await errors}");
    }
}
