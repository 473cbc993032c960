using FluentValidation;
using Microsoft.Extensions.Options;
using NeuralMarket.Server.Hosting;
using NeuralMarket.Server.Operator;

const int wrongSettings = 2;

try
{
    if (OperatorCommands.IsCommand(args))
        return await OperatorCommands.RunAsync(args);

    await using var app = ServerHost.Build(args);
    await app.Services.PrepareAsync(app.Lifetime.ApplicationStopping);
    await app.RunAsync();
    return 0;
}
catch (Exception wrong) when (wrong is OptionsValidationException or ValidationException)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return wrongSettings;
}

/// <summary>The entry point; named so that tests can start the program in their process.</summary>
public partial class Program;
