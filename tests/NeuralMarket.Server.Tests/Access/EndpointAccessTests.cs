using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace NeuralMarket.Server.Tests.Access;

public sealed class EndpointAccessTests(ServerFixture server)
{
    /// <summary>All that anybody may reach. Whoever adds an endpoint decides here, too.</summary>
    private static readonly string[] Anonymous =
    [
        "/health/live",
        "/health/ready",
        "/openapi/{documentName}.json",
        "/schemas/manifest-1.json",
        "/schemas/report-1.json",
        "/api/v1/patches",
        "/api/v1/patches/{id}",
        "/api/v1/patches/{id}/icon",
        "/api/v1/patches/{id}/versions/{version}",
        "/api/v1/patches/{id}/versions/{version}/package",
        "/api/v1/triggers/{tag}",
        "/api/v1/receipts/key",
        "/api/v1/bases",
        "/api/v1/bases/{name}/{file}",
    ];

    [Fact]
    public void EveryEndpointOfTheApiHasAPolicyOrIsOnTheAnonymousList()
    {
        var wrong = Endpoints().Where(endpoint => IsOpen(endpoint) != Anonymous.Contains(PatternOf(endpoint)) || (!IsOpen(endpoint) && !HasPolicy(endpoint)));
        Assert.Empty(wrong.Select(endpoint => endpoint.DisplayName));
    }

    [Fact]
    public void EveryPageSaysWhoMayOpenIt()
    {
        var wrong = Endpoints(pages: true).Where(endpoint => !IsOpen(endpoint) && !HasPolicy(endpoint));
        Assert.Empty(wrong.Select(endpoint => endpoint.DisplayName));
    }

    [Theory]
    [InlineData("GET", "/api/v1/submissions")]
    [InlineData("POST", "/api/v1/submissions")]
    [InlineData("GET", "/api/v1/review/queue")]
    [InlineData("GET", "/api/v1/admin/accounts")]
    [InlineData("POST", "/api/v1/patches/x/versions/1.0.0/revoke")]
    public async Task StrangersAreAskedForAKey(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var response = await server.CreateClient().SendAsync(request, Http.Stop);
        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "account.required");
    }

    [Theory]
    [InlineData("GET", "/api/v1/review/queue")]
    [InlineData("GET", "/api/v1/admin/accounts")]
    [InlineData("GET", "/api/v1/admin/audit")]
    [InlineData("POST", "/api/v1/patches/x/versions/1.0.0/revoke")]
    public async Task AuthorsMayNotDoWhatTakesARole(string method, string path)
    {
        var author = await server.CallerAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        await (await author.Http.SendAsync(request, Http.Stop)).AssertProblemAsync(HttpStatusCode.Forbidden, "account.not-allowed");
    }

    [Fact]
    public async Task MetricsAreForTheHolderOfTheToken()
    {
        var stranger = await server.CreateClient().GetAsync("/metrics", Http.Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new("Bearer", ServerFixture.MetricsToken);
        var collector = await server.CreateClient().SendAsync(request, Http.Stop);
        Assert.Equal(HttpStatusCode.OK, collector.StatusCode);
    }

    private IEnumerable<RouteEndpoint> Endpoints(bool pages = false) =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => pages == endpoint.Metadata.Any(item => item.GetType().Name.Contains("PageActionDescriptor", StringComparison.Ordinal)));

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool HasPolicy(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null;
}
