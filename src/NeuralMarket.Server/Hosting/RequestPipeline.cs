using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Hosting;

/// <summary>The way of a request through the server, and what it may reach.</summary>
internal static class RequestPipeline
{
    public static WebApplication UseServer(this WebApplication app, ServerOptions options)
    {
        app.UseForwardedHeaders(Proxies.Forwarded(options));
        app.UseRequestIds();
        app.UseSecurityHeaders();
        if (options.RequireHttps)
            app.UseHsts().UseHttpsRedirection();
        app.UseApiProblems();

        var web = options.ParsedRoles().HasFlag(ServerRoles.Web);
        if (web)
            app.UseStaticFiles();
        app.UseRouting();
        app.UseUnknownRoutes();
        app.UseAuthentication();
        if (web)
            app.UseRateLimiter();
        app.UseAuthorization();

        app.MapHealth();
        app.MapPrometheusScrapingEndpoint(Telemetry.MetricsPath).RequireAuthorization(Policies.Metrics);
        if (web)
        {
            app.MapApi();
            app.MapRazorPages();
        }

        return app;
    }

    /// <summary>
    /// Whatever has no route is 404, before authorisation: the policy for endpoints that name none refuses everybody, and would
    /// answer "not allowed" for addresses that do not exist.
    /// </summary>
    private static void UseUnknownRoutes(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not null)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
