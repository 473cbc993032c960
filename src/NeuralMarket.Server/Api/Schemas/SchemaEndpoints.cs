using NeuralMarket.Format.Manifests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Server.Api.Http;

namespace NeuralMarket.Server.Api.Schemas;

/// <summary>The schemas that editors and other tools look up; an address never changes its meaning.</summary>
internal static class SchemaEndpoints
{
    public const string Manifest = "/schemas/manifest-1.json";

    public const string Report = "/schemas/report-1.json";

    private const int Seconds = 86_400;

    public static void MapSchemas(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSchema(Manifest, ManifestSchema.Utf8, ManifestSchema.MediaType);
        endpoints.MapSchema(Report, ReportSchema.Utf8, ReportSchema.MediaType);
    }

    private static void MapSchema(this IEndpointRouteBuilder endpoints, string address, ReadOnlyMemory<byte> schema, string mediaType) =>
        endpoints.MapGet(address, () => TypedResults.Bytes(schema, mediaType)).AllowAnonymous().CachedFor(Seconds).ExcludeFromDescription();
}
