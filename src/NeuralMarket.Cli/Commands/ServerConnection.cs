using System.CommandLine;
using System.Net.Http.Headers;
using NeuralMarket.Client;
using NeuralMarket.Client.Submissions;

namespace NeuralMarket.Cli.Commands;

/// <summary>A connection to a market's API with the author's key.</summary>
internal sealed class ServerConnection : IDisposable
{
    private const string KeyVariable = "NEURALMARKET_KEY";
    private readonly HttpClient _http;

    private ServerConnection(Uri server, string key)
    {
        _http = new HttpClient { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Submissions = new SubmissionsClient(_http);
    }

    public static Option<string> Server { get; } = new("--server") { Description = "The market's address.", HelpName = "URL", Required = true };

    /// <summary>A key on the command line would stand in the shell's history, so it comes from a file or the environment.</summary>
    public static Option<string?> Key { get; } = new("--key-file") { Description = $"A file with your API key (default: the variable {KeyVariable}).", HelpName = "FILE" };

    public SubmissionsClient Submissions { get; }

    /// <summary>Opens the connection that the options describe.</summary>
    /// <exception cref="UnusableException">There is no key, or the address is not one.</exception>
    public static ServerConnection Open(ParseResult parsed)
    {
        if (!Uri.TryCreate(parsed.GetValue(Server), UriKind.Absolute, out Uri? server) || server.Scheme is not ("http" or "https"))
        {
            throw new UnusableException($"{parsed.GetValue(Server)} is not an address such as https://market.example.");
        }

        string? key = parsed.GetValue(Key) is string file ? File.ReadAllText(BaseNetworkFile.Existing(file)).Trim() : Environment.GetEnvironmentVariable(KeyVariable);
        return string.IsNullOrWhiteSpace(key)
            ? throw new UnusableException($"No API key: make one on your account page and put it into the variable {KeyVariable}, or name a file with --key-file.")
            : new(server, key);
    }

    /// <summary>Says why the server refused.</summary>
    public static int Refused(CatalogueException refused, Output output)
    {
        output.Line($"The server refused: {refused.Message} ({refused.Code})");
        output.Document(new { error = new { refused.Code, refused.Message } });
        return refused.Code.StartsWith("http.5", StringComparison.Ordinal) ? ExitStatus.Unusable : ExitStatus.No;
    }

    public void Dispose() => _http.Dispose();
}
