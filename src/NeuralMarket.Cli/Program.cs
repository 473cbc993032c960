using System.CommandLine;
using System.CommandLine.Parsing;
using NeuralMarket.Cli;
using NeuralMarket.Cli.Commands;

RootCommand root = new("Packs, checks, tests and submits neural patches.")
{
    LintCommand.Create(),
    PackCommand.Create(),
    CanonicalCommand.Create(),
    InspectCommand.Create(),
    BaseCommand.Create(),
    ClassifyCommand.Create(),
    TestCommand.Create(),
    DevicesCommand.Create(),
    SubmitCommand.Create(),
    StatusCommand.Create(),
};

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (ParseError error in parsed.Errors)
    {
        Console.Error.WriteLine($"neuralmarket: {error.Message}");
    }

    Console.Error.WriteLine("See neuralmarket --help.");
    return ExitStatus.Unusable;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("neuralmarket: stopped.");
    return ExitStatus.Unusable;
}
catch (Exception environment) when (environment is IOException or UnauthorizedAccessException or UnusableException or HttpRequestException)
{
    Console.Error.WriteLine($"neuralmarket: {environment.Message}");
    return ExitStatus.Unusable;
}
