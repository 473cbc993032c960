using System.Diagnostics;

namespace NeuralMarket.Demo;

/// <summary>The operator: runs the server program's own commands on the running market.</summary>
internal sealed class Operator(DemoOptions options)
{
    /// <summary>Waits until the server says that it is ready.</summary>
    public async Task WaitUntilReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        for (int tries = 0; tries < 240; tries++)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }

        throw new DemoException("The server did not become ready within two minutes.");
    }

    public Task<string> ImportBaseAsync(CancellationToken cancellationToken) =>
        RunAsync(["bases", "import", options.BaseNetwork], null, cancellationToken);

    public Task<string> ImportImagesAsync(string baseName, CancellationToken cancellationToken) =>
        RunAsync(["images", "import", Path.Combine(options.World, "heldout"), "--name", "demo-world", "--base", baseName], null, cancellationToken);

    /// <summary>Makes an account and gives back its API key.</summary>
    public async Task<string> CreateAccountAsync(DemoPerson person, CancellationToken cancellationToken)
    {
        List<string> arguments = ["accounts", "create", "--email", person.Email, "--name", person.Name, "--password-stdin", "--api-key"];
        foreach (string role in person.Roles)
        {
            arguments.AddRange(["--role", role]);
        }

        string output = await RunAsync(arguments, person.Password, cancellationToken);
        return output.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault(word => word.StartsWith("nm_", StringComparison.Ordinal))
            ?? throw new DemoException($"No API key for {person.Email}: {output}");
    }

    private async Task<string> RunAsync(IEnumerable<string> arguments, string? input, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(options.ServerProgram, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using Process process = Process.Start(start) ?? throw new DemoException($"{options.ServerProgram} does not start.");
        await process.StandardInput.WriteLineAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new DemoException($"{string.Join(' ', arguments.Take(2))} ended with {process.ExitCode}: {output}{await errors}");
    }
}

/// <summary>Somebody with an account in the demo.</summary>
internal sealed record DemoPerson(string Name, string Email, string Password, params string[] Roles);
