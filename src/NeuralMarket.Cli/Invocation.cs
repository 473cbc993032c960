using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using NeuralMarket.Cli.Commands;
using NeuralMarket.Cli.Text;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Cli;

/// <summary>Runs one call: what goes wrong becomes a sentence on standard error, a document with <c>--json</c>, and exit status 2. No exception's own text is shown.</summary>
internal static class Invocation
{
    /// <summary>For whoever mends a bug: shows where it broke.</summary>
    private const string TraceVariable = "NEURALMARKET_TRACE";

    /// <summary>Paths are taken as given: no argument is the name of a file with further arguments.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        UseUtf8();
        Output output = new(arguments.Contains(CommonOptions.Json.Name));
        try
        {
            return await RunAsync(root.Parse(arguments, Parsing), output);
        }
        catch (UnusableException problem)
        {
            return Refuse(output, problem.Code, problem.Message, null);
        }
        catch (OperationCanceledException)
        {
            return Refuse(output, CallProblem.Stopped, "Stopped before it was done.", null);
        }
        catch (OpenClException broken)
        {
            return Refuse(output, CallProblem.Device, broken.Message, "\"neuralmarket devices\" says what there is.");
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return Refuse(output, CallProblem.File, "A file or folder could not be read or written.", "Check free space and permissions.");
        }
        catch (OutOfMemoryException)
        {
            return Refuse(output, CallProblem.Memory, "There is not enough memory for this.", "Try fewer or smaller files.");
        }
        catch (Exception bug)
        {
            if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 })
            {
                Console.Error.WriteLine(bug);
            }

            return Refuse(output, CallProblem.Bug, "The tool broke; this is a bug, not your mistake.", $"Please report what you called, with what it prints when {TraceVariable}=1 is set.");
        }
    }

    private static Task<int> RunAsync(ParseResult parsed, Output output)
    {
        string[] errors = [.. parsed.Errors.Select(error => WithoutTypes(error.Message)), .. UnknownOptions(parsed.CommandResult)];
        return errors.Length > 0
            ? Task.FromResult(Refuse(output, CallProblem.Arguments, string.Join(' ', errors.Distinct()), "See neuralmarket --help."))
            : parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>The market's JSON is UTF-8 whatever the terminal's locale is.</summary>
    private static void UseUtf8()
    {
        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
        catch (IOException)
        {
            // No console is attached; what is written goes to files and pipes as UTF-8 anyway.
        }
    }

    private static int Refuse(Output output, string code, string message, string? remedy)
    {
        string sentence = remedy is null ? message : $"{message} {remedy}";
        Console.Error.WriteLine("neuralmarket: " + Plain.Line(sentence));
        if (!Output.HasDocument)
        {
            output.Document(new { error = new { code, message = sentence } });
        }

        return ExitStatus.Unusable;
    }

    /// <summary>"Cannot parse argument '7' for command 'status' as expected type 'System.Guid'.": the type's name means nothing to a caller.</summary>
    private static string WithoutTypes(string message)
    {
        int type = message.IndexOf(" as expected type ", StringComparison.Ordinal);
        return type < 0 ? message : message[..type] + ".";
    }

    /// <summary>A misspelt option must not pass for a file name; whoever has such a file writes <c>./-name</c>.</summary>
    private static IEnumerable<string> UnknownOptions(CommandResult command) =>
        command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Where(token => token.Value.Length > 1 && token.Value[0] == '-')
            .Select(token => $"There is no option {token.Value} here (for a file of that name write ./{token.Value}).");
}
