using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace NeuralMarket.Cli;

/// <summary>
/// Where a command writes. With <c>--json</c> exactly one JSON document goes to standard output and everything for people to
/// standard error; without it people's text goes to standard output.
/// </summary>
internal sealed class Output
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Output(bool json)
    {
        IsJson = json;
        Progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        People = json ? Progress : AnsiConsole.Console;
    }

    /// <summary>Whether <c>--json</c> was given.</summary>
    public bool IsJson { get; }

    /// <summary>Tables and sentences.</summary>
    public IAnsiConsole People { get; }

    /// <summary>Progress bars; always standard error.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Writes the command's one JSON document; nothing without <c>--json</c>.</summary>
    public void Document<T>(T document)
    {
        if (IsJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, Json));
        }
    }

    /// <summary>A line for people, without markup.</summary>
    public void Line(string text = "") => People.WriteLine(text);
}
