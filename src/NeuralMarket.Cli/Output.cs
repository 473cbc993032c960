using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuralMarket.Cli.Text;
using Spectre.Console;

namespace NeuralMarket.Cli;

/// <summary>
/// Where a command writes. With <c>--json</c> exactly one JSON document goes to standard output and everything for people to
/// standard error; without it people's text goes to standard output.
/// </summary>
internal sealed class Output
{
    private const int PipeWidth = 80;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly bool _isTerminal;

    public Output(bool json)
    {
        IsJson = json;
        Progress = Console(System.Console.Error, System.Console.IsErrorRedirected);
        People = json ? Progress : Console(System.Console.Out, System.Console.IsOutputRedirected);
        _isTerminal = json ? !System.Console.IsErrorRedirected : !System.Console.IsOutputRedirected;
    }

    /// <summary>Whether <c>--json</c> was given.</summary>
    public bool IsJson { get; }

    /// <summary>Whether this call's one document was written, through whichever instance.</summary>
    public static bool HasDocument { get; private set; }

    /// <summary>Tables and sentences.</summary>
    public IAnsiConsole People { get; }

    /// <summary>Progress bars; always standard error.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Writes the command's one JSON document; nothing without <c>--json</c>.</summary>
    public void Document<T>(T document) => Document(IsJson ? JsonSerializer.SerializeToUtf8Bytes(document, Json) : []);

    /// <summary>Writes a document that is JSON already.</summary>
    public void Document(byte[] utf8)
    {
        if (!IsJson)
        {
            return;
        }

        HasDocument = true;
        using Stream standardOutput = System.Console.OpenStandardOutput();
        standardOutput.Write(utf8);
        standardOutput.WriteByte((byte)'\n');
    }

    /// <summary>A paragraph for people, without markup. A terminal wraps it under its indent; a pipe gets it on one line, for grep.</summary>
    public void Line(string text = "", int indent = 0)
    {
        string plain = Plain.Lines(text);
        if (_isTerminal && plain.Length + indent > People.Profile.Width)
        {
            People.Write(new Padder(new Spectre.Console.Text(plain), new Padding(indent, 0, 0, 0)));
        }
        else
        {
            People.Profile.Out.Writer.WriteLine(new string(' ', indent) + plain.Replace("\n", "\n" + new string(' ', indent), StringComparison.Ordinal));
        }
    }

    /// <summary>Something to know that does not stop the call; always on standard error.</summary>
    public static void Warn(string text) => System.Console.Error.WriteLine("neuralmarket: " + Plain.Line(text));

    /// <summary>A short line with markup; what stands in the holes is shown as it is. Not wrapped.</summary>
    public void Markup(FormattableString text)
    {
        object[] arguments = [.. text.GetArguments().Select(argument => (object)Spectre.Console.Markup.Escape(Plain.Line(Convert.ToString(argument, System.Globalization.CultureInfo.InvariantCulture) ?? "")))];
        string markup = string.Format(System.Globalization.CultureInfo.InvariantCulture, text.Format, arguments);
        if (_isTerminal)
        {
            People.MarkupLine(markup);
        }
        else
        {
            People.Profile.Out.Writer.WriteLine(Spectre.Console.Markup.Remove(markup));
        }
    }

    /// <summary>A table cell that shows the text as it is.</summary>
    public static string Cell(string text) => Spectre.Console.Markup.Escape(Plain.Line(text));

    private static IAnsiConsole Console(TextWriter writer, bool isRedirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
