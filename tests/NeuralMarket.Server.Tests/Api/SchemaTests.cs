using System.Net;
using System.Text.Json;

namespace NeuralMarket.Server.Tests.Api;

public sealed class SchemaTests(ServerFixture server)
{
    [Theory]
    [InlineData("/schemas/manifest-1.json", "src/NeuralMarket.Format/Schemas/manifest-1.json", "urn:neuralmarket:schema:manifest:1")]
    [InlineData("/schemas/report-1.json", "src/NeuralMarket.Regression/Schemas/report-1.json", "urn:neuralmarket:schema:report:1")]
    public async Task ASchemaIsServedToAnybodyUnderItsStableAddress(string address, string source, string id)
    {
        using var response = await server.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Http.Stop);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.Public);
        var served = await response.Content.ReadAsStringAsync(Http.Stop);
        Assert.Equal(await File.ReadAllTextAsync(Repository.File(source), Http.Stop), served);
        using var schema = JsonDocument.Parse(served);
        Assert.Equal(id, schema.RootElement.GetProperty("$id").GetString());
    }
}
