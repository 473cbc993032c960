using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace NeuralMarket.Cli.Tests;

/// <summary>What a caller sees of one call.</summary>
internal sealed record Call(int Status, string Output, string Errors)
{
    /// <summary>Standard output as exactly one JSON document.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The document's error code, when the call could not be done.</summary>
    public string ErrorCode => Json.GetProperty("error").GetProperty("code").GetString()!;
}

/// <summary>The program as it was built, started as a process.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Traces = ["Unhandled exception", "Exception", "   at "];

    /// <summary>The executable.</summary>
    public static string Program { get; } = Repository.BuiltProgram("NeuralMarket.Cli", "neuralmarket");

    /// <summary>Runs a call in the test's folder, with nothing on standard input.</summary>
    public static Task<Call> RunAsync(params string[] arguments) => RunAsync(new Surroundings(), arguments);

    /// <summary>Runs a call in these surroundings.</summary>
    public static async Task<Call> RunAsync(Surroundings surroundings, params string[] arguments)
    {
        ProcessStartInfo start = new(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = surroundings.Folder ?? AppContext.BaseDirectory,
        };
        foreach ((string name, string? value) in surroundings.Variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Call call = new(process.ExitCode, await output, await errors);
        CheckWords(call);
        return call;
    }

    private static void CheckWords(Call call)
    {
        foreach (string trace in Traces)
        {
            Assert.DoesNotContain(trace, call.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(trace, call.Output, StringComparison.Ordinal);
        }

        Assert.InRange(call.Status, 0, 2);
    }
}

/// <summary>What surrounds a call.</summary>
internal sealed record Surroundings
{
    /// <summary>The folder in which it runs.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables; the store of base network outputs is shared by all tests of a run.</summary>
    public Dictionary<string, string?> Variables { get; init; } = new()
    {
        ["XDG_CACHE_HOME"] = Path.Combine(AppContext.BaseDirectory, "cache"),
        ["NEURALMARKET_KEY"] = null,
        ["NEURALMARKET_SERVER"] = null,
    };

    /// <summary>The same with one more variable.</summary>
    public Surroundings With(string name, string? value) => this with { Variables = new(Variables) { [name] = value } };
}
