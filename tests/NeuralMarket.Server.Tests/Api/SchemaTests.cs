using System.Net;
using System.Text.Json;

namespace NeuralMarket.Server.Tests.Api;

public sealed class SchemaTests(ServerFixture server)
{
    [Fact]
    public async Task ManifestsSchemaIsServedToAnybodyUnderItsStableAddress()
    {
        using var response = await server.CreateClient().GetAsync(new Uri("/schemas/manifest-1.json", UriKind.Relative), Http.Stop);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.Public);
        var served = await response.Content.ReadAsStringAsync(Http.Stop);
        Assert.Equal(await File.ReadAllTextAsync(Repository.File("src/NeuralMarket.Format/Schemas/manifest-1.json"), Http.Stop), served);
        using var schema = JsonDocument.Parse(served);
        Assert.Equal("urn:neuralmarket:schema:manifest:1", schema.RootElement.GetProperty("$id").GetString());
    }
}
