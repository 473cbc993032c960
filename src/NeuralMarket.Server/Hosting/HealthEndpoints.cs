using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NeuralMarket.Server.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: what it needs answers, too; 503 when something does not.</summary>
internal static class HealthEndpoints
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(Live, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        endpoints.MapHealthChecks(Ready, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Names, states and ages alone: the reasons are for the log, since anyone may ask.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status), StringComparer.Ordinal);
        var oldest = report.Entries.Values.SelectMany(entry => entry.Data).FirstOrDefault(data => data.Key == DueWorkHealth.OldestSeconds).Value;
        return context.Response.WriteAsJsonAsync(new HealthDocument(Word(report.Status), checks, oldest as double?), context.RequestAborted);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    private sealed record HealthDocument(string Status, IReadOnlyDictionary<string, string> Checks, double? OldestDueSeconds);
}
