using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using NeuralMarket.Cli.Files;
using NeuralMarket.Client;
using NeuralMarket.Client.Submissions;

namespace NeuralMarket.Cli.Commands;

/// <summary>A connection to a market's API with the author's key. The key stands in no message and no document.</summary>
internal sealed class ServerConnection : IDisposable
{
    private const string KeyVariable = "NEURALMARKET_KEY";
    private const string ServerVariable = "NEURALMARKET_SERVER";
    private const int LongestKey = 4096;

    // An upload of 40 MiB over a slow line; a server that says nothing for longer is not there.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly HttpClient _http;

    private ServerConnection(Uri server, string key)
    {
        Server = server;
        _http = new HttpClient { BaseAddress = server, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Submissions = new SubmissionsClient(_http);
    }

    public static Option<string?> ServerOption { get; } = new("--server") { Description = $"The market's address (default: the variable {ServerVariable}).", HelpName = "URL" };

    /// <summary>A key on the command line would stand in the shell's history, so it comes from a file or the environment.</summary>
    public static Option<string?> KeyOption { get; } = new("--key-file") { Description = $"A file with your API key (default: the variable {KeyVariable}).", HelpName = "FILE" };

    public Uri Server { get; }

    public SubmissionsClient Submissions { get; }

    /// <summary>Opens the connection that options and environment describe.</summary>
    /// <exception cref="UnusableException">There is no key, or the address is not one.</exception>
    public static ServerConnection Open(ParseResult parsed)
    {
        string? address = parsed.GetValue(ServerOption) ?? Environment.GetEnvironmentVariable(ServerVariable);
        if (string.IsNullOrWhiteSpace(address))
        {
            throw new UnusableException(CallProblem.Arguments, $"No market: name its address with --server or in the variable {ServerVariable}.");
        }

        if (!Uri.TryCreate(address.EndsWith('/') ? address : address + "/", UriKind.Absolute, out Uri? server) || server.Scheme is not ("http" or "https") || server.UserInfo.Length > 0)
        {
            throw new UnusableException(CallProblem.Arguments, $"{address} is not an address such as https://market.example.");
        }

        if (server.Scheme == "http" && !server.IsLoopback)
        {
            Output.Warn($"{server.Host} is reached without encryption: your key can be read on the way. Use https.");
        }

        return new(server, Key(parsed));
    }

    /// <summary>Runs calls to the server; what the server or the way to it says becomes an exit status.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<ServerConnection, Output, Task<int>> call, CancellationToken cancellationToken)
    {
        Output output = parsed.Output();
        using ServerConnection connection = Open(parsed);
        try
        {
            return await call(connection, output);
        }
        catch (CatalogueException refused)
        {
            return Refused(refused, connection, output);
        }
        catch (HttpRequestException)
        {
            throw new UnusableException(CallProblem.Server, $"{connection.Server.Authority} cannot be reached. Check the address and your network.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnusableException(CallProblem.Server, $"{connection.Server.Authority} did not answer in time. Try again later; sending the same file again is harmless.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Key(ParseResult parsed)
    {
        string? key = parsed.GetValue(KeyOption) is string file
            ? Encoding.UTF8.GetString(InputFile.Read(file, LongestKey)).Trim()
            : Environment.GetEnvironmentVariable(KeyVariable)?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            throw new UnusableException(CallProblem.Key, $"No API key: make one on your account page and put it into the variable {KeyVariable}, or name a file with --key-file.");
        }

        return key.Length <= LongestKey && key.All(character => character is > ' ' and < '\u007f')
            ? key
            : throw new UnusableException(CallProblem.Key, "What was given as API key is none: it is one word of letters and digits.");
    }

    // What the server says about the key or about itself is no answer to the question.
    private static int Refused(CatalogueException refused, ServerConnection connection, Output output)
    {
        bool isUnusable = refused.Status is null or 401 or 403 or 408 or 429 or >= 500 || refused.Code.StartsWith("http.", StringComparison.Ordinal);
        output.Line($"{connection.Server.Authority} says no: {refused.Message} ({refused.Code})");
        output.Document(new { error = new { refused.Code, refused.Message } });
        return isUnusable ? ExitStatus.Unusable : ExitStatus.No;
    }
}
