using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Operator;

if (OperatorCommands.IsCommand(args))
    return await OperatorCommands.RunAsync(args);

await using var app = ServerHost.Build(args);
await app.Services.PrepareAsync(app.Lifetime.ApplicationStopping);
await app.RunAsync();
return 0;

/// <summary>The entry point; named so that tests can start the program in their process.</summary>
public partial class Program;
