using System.Globalization;
using NeuralMarket.Demo;
using Spectre.Console;

DemoOptions? options = DemoOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: NeuralMarket.Demo --server URL --run FOLDER --world FOLDER --server-program FILE");
    return 2;
}

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 150;
}

using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10));
try
{
    return await new Story(options).TellAsync(limit.Token) ? 0 : 1;
}
catch (Exception broken) when (broken is DemoException or HttpRequestException or IOException or OperationCanceledException or NeuralMarket.Client.CatalogueException)
{
    AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]stopped[/] {broken.Message}");
    return 1;
}
