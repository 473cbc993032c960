using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api;
using NeuralMarket.Server.Api.Problems;
using NeuralMarket.Server.Pages.Review;
using NeuralMarket.Server.Portal;

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
            app.UseErrorPages().UsePortalFiles().UsePortalCulture();
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
            app.MapReviewFiles();
        }

        return app;
    }

    /// <summary>What people see when something is not there or broke. Programs get the bare status, and from the API a problem document.</summary>
    private static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app.UseWhen(
        context => !ProblemMiddleware.IsApi(context.Request.Path) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
        pages => pages.UseExceptionHandler(PortalPaths.Error).UseStatusCodePagesWithReExecute(PortalPaths.Error, "?status={0}"));

    /// <summary>
    /// Whatever has no route is 404, and what routing itself refuses (a wrong method, a wrong media type) is answered at once, before
    /// authorisation: the policy for endpoints that name none refuses everybody, and would answer "not allowed".
    /// </summary>
    private static void UseUnknownRoutes(this WebApplication app) => app.Use((context, next) =>
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                return next(context);
            case { RequestDelegate: { } refusal }:
                return refusal(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    });
}
