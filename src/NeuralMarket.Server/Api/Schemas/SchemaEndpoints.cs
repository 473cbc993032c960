using NeuralMarket.Format.Manifests;
using NeuralMarket.Server.Api.Http;

namespace NeuralMarket.Server.Api.Schemas;

/// <summary>The schemas that editors and other tools look up; an address never changes its meaning.</summary>
internal static class SchemaEndpoints
{
    public const string Manifest = "/schemas/manifest-1.json";

    private const int Seconds = 86_400;

    public static void MapSchemas(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Manifest, () => TypedResults.Bytes(ManifestSchema.Utf8, ManifestSchema.MediaType))
            .AllowAnonymous().CachedFor(Seconds).ExcludeFromDescription();
}
