namespace NeuralMarket.Server.Tests.Api;

public sealed class OpenApiTests(ServerFixture server)
{
    /// <summary>Set to 1 to write the served document over the checked-in one.</summary>
    private const string Update = "NEURALMARKET_UPDATE_OPENAPI";

    [Fact]
    public async Task CheckedInDescriptionIsTheServedOne()
    {
        var served = Normalised(await server.CreateClient().GetStringAsync("/openapi/v1.json", Http.Stop));
        var path = Repository.File("src/NeuralMarket.Server/openapi/v1.json");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(path, served, Http.Stop);

        var checkedIn = Normalised(await File.ReadAllTextAsync(path, Http.Stop));
        Assert.True(checkedIn == served, $"The API changed: run the tests with {Update}=1, and check in {path}.");
    }

    [Fact]
    public async Task EveryOperationHasANameOfItsOwn()
    {
        var document = await server.CreateClient().GetAsync("/openapi/v1.json", System.Net.HttpStatusCode.OK);
        var names = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.GetProperty("operationId").GetString()).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
    }

    private static string Normalised(string text) => text.ReplaceLineEndings("\n").TrimEnd() + "\n";
}
