using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NeuralMarket.Market.Regression;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Storage.Blobs;

namespace NeuralMarket.Server.Hosting;

internal static class HealthRegistration
{
    /// <summary>What readiness means for these roles.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services, ServerRoles roles)
    {
        var checks = services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<BlobsHealth>("blobs")
            .AddCheck<DueWorkHealth>("work");
        if (roles.HasFlag(ServerRoles.Worker))
            checks.AddCheck<DeviceHealth>("device");
        return services;
    }
}

/// <summary>The database answers and is at this program's version.</summary>
internal sealed class DatabaseHealth(MarketDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
            ? HealthCheckResult.Unhealthy("The database is older than this program.")
            : HealthCheckResult.Healthy();
}

/// <summary>The blob store answers.</summary>
internal sealed class BlobsHealth(IBlobStore blobs) : IHealthCheck
{
    private const string NoSuchBlob = "health/none";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await blobs.ExistsAsync(NoSuchBlob, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>A compute device is open and computed its known answers right; looked for once, then remembered by the engine.</summary>
internal sealed class DeviceHealth(InferenceEngine engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(engine.Problem() is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy(engine.DeviceName));
}

/// <summary>Late work is a reason to look, not to stop serving.</summary>
internal sealed class DueWorkHealth(MarketDb db, TimeProvider time) : IHealthCheck
{
    public const string OldestSeconds = "oldestDueSeconds";
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var age = await DueWork.OldestAsync(db, time.GetUtcNow(), cancellationToken);
        var data = new Dictionary<string, object> { [OldestSeconds] = Math.Round(age.TotalSeconds) };
        return age > Late ? HealthCheckResult.Degraded("Work is late.", data: data) : HealthCheckResult.Healthy(data: data);
    }
}
