using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace NeuralMarket.Server.Hosting;

internal static class Telemetry
{
    public const string MetricsPath = "/metrics";

    /// <summary>The framework's own meters and ours (every meter whose name begins with NeuralMarket), read by Prometheus.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("neuralmarket"))
            .WithMetrics(metrics => metrics
                .AddMeter("System.Runtime")
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting")
                .AddMeter("NeuralMarket.*")
                .AddPrometheusExporter());
        return services.AddHostedService<MarketGauges>();
    }
}
