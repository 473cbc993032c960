using NeuralMarket.Market.Storage;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Operator;

/// <summary>The market's services without the server, for one command.</summary>
internal static class OperatorHost
{
    public const int Done = 0;
    public const int Refused = 1;

    /// <summary>Runs a command on an up-to-date database.</summary>
    public static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        var builder = ServerHost.CreateBuilder([]);

        // Standard output is the command's answer, which scripts read.
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.AddEveryRole();
        await using var app = builder.Build();
        await DatabaseRegistration.MigrateAsync(app.Services, cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        return await command(scope.ServiceProvider, cancellationToken);
    }

    /// <summary>Says what is wrong, on standard error.</summary>
    public static async Task<int> RefuseAsync(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(problem);
        return Refused;
    }
}
