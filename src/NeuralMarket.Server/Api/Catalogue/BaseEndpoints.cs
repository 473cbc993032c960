using Microsoft.AspNetCore.Http.HttpResults;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Storage.Blobs;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>The base networks and their files, resumable.</summary>
internal static class BaseEndpoints
{
    public static void MapBases(this RouteGroupBuilder catalogue)
    {
        catalogue.MapGet("/bases", ListAsync).WithName("listBases").WithSummary("The base networks");
        catalogue.MapMethods("/bases/{name}/{file}", [HttpMethods.Get, HttpMethods.Head], FileAsync)
            .WithName("downloadBaseFile").WithSummary("A file of a base network, by its name (the current one) or its identity; byte ranges and HEAD are answered")
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").Produces<Stream>(StatusCodes.Status206PartialContent, "application/octet-stream");
    }

    private static async Task<Ok<IReadOnlyList<BaseDocument>>> ListAsync(BaseNetworks networks, CancellationToken cancellationToken)
    {
        var rows = await networks.ListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<BaseDocument>>([.. rows.Select(row => new BaseDocument(
            row.Name, row.Identity, row.FeatureCount, row.CategoryCount, row.IsCurrent,
            [.. FilesOf(row).Keys.Select(file => CatalogueAddresses.BaseFile(row.Identity, file))]))]);
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(
        string name, string file, BaseNetworks networks, IBlobStore blobs, HttpContext http, CancellationToken cancellationToken)
    {
        var rows = await networks.ListAsync(cancellationToken);
        var exact = rows.SingleOrDefault(row => row.Identity == name);
        var network = exact ?? rows.FirstOrDefault(row => row.Name == name && row.IsCurrent);
        if (network is null || !FilesOf(network).TryGetValue(file, out var blob))
            return ApiProblem.NotFound("file of a base network").ToResult(http);

        var content = await blobs.OpenReadAsync(blob, cancellationToken) ?? throw new IOException($"The blob {blob} is missing.");
        if (exact is not null)
            http.Response.Headers.CacheControl = Caching.Immutable;
        return TypedResults.File(
            content, "application/octet-stream", file, network.ImportedAt, FileEndpoints.StrongTag($"{network.Identity}-{file}"), enableRangeProcessing: true);
    }

    private static Dictionary<string, string> FilesOf(BaseNetworkEntry network) => new(StringComparer.Ordinal)
    {
        [$"{network.Name}.txt"] = network.TextBlob,
        [$"{network.Name}.data"] = network.DataBlob,
        [network.CategoriesFileName] = network.CategoriesBlob,
    };
}
