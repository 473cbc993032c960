using NeuralMarket.Server.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServer();

await using var app = builder.Build();
app.UseServer();
await app.RunAsync().ConfigureAwait(false);
return 0;

/// <summary>The entry point; named so that tests can start the program in their process.</summary>
public partial class Program;
