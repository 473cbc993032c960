using System.Net;

namespace NeuralMarket.Server.Tests.Hosting;

public sealed class HealthTests(ServerFixture server)
{
    [Fact]
    public async Task ReadyNamesWhatItNeeds()
    {
        var ready = await server.CreateClient().GetAsync("/health/ready", HttpStatusCode.OK);
        var checks = ready.GetProperty("checks");
        Assert.Equal("healthy", checks.GetProperty("database").GetString());
        Assert.Equal("healthy", checks.GetProperty("blobs").GetString());
        Assert.True(ready.GetProperty("oldestDueSeconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task LiveNeedsNothing()
    {
        var live = await server.CreateClient().GetAsync("/health/live", HttpStatusCode.OK);
        Assert.Equal("healthy", live.GetProperty("status").GetString());
    }

    [Fact]
    public async Task EveryAnswerForbidsFramingAndSniffing()
    {
        var response = await server.CreateClient().GetAsync("/health/live", Http.Stop);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
