using NeuralMarket.Server.Hosting;

var app = ServerHost.Build(args);
await using (app)
{
    await app.Services.PrepareAsync(app.Lifetime.ApplicationStopping);
    await app.RunAsync();
}

return 0;

/// <summary>The entry point; named so that tests can start the program in their process.</summary>
public partial class Program;
