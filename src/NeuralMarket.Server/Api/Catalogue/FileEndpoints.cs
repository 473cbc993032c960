using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using NeuralMarket.Market.Catalogue;
using NeuralMarket.Market.Publication;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>Packages and icons: strong ETags, byte ranges and HEAD, as RFC 9110 has them.</summary>
internal static class FileEndpoints
{
    private const string PackageType = "application/vnd.neuralmarket.specialneurons+zip";
    private const int DefaultSide = 256;
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFiles(this RouteGroupBuilder catalogue)
    {
        catalogue.MapMethods("/patches/{id}/versions/{version}/package", GetAndHead, PackageAsync)
            .WithName("downloadPackage").WithSummary("The canonical package; byte ranges and HEAD are answered")
            .Produces<Stream>(StatusCodes.Status200OK, PackageType).Produces<Stream>(StatusCodes.Status206PartialContent, PackageType);
        catalogue.MapMethods("/patches/{id}/icon", GetAndHead, IconAsync)
            .WithName("getIcon").WithSummary("The icon, 64, 128 or 256 pixels on a side; PNG or WebP as asked for by format, else by Accept")
            .Produces<Stream>(StatusCodes.Status200OK, IconFormat.Png.MediaType, IconFormat.WebP.MediaType);
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> PackageAsync(
        string id, string version, CatalogueQueries patches, HttpContext http, CancellationToken cancellationToken)
    {
        if (await patches.FindVersionAsync(id, version, cancellationToken) is not { } view)
            return ApiProblem.NotFound("version").ToResult(http);
        if (view.Status == EntryStatus.Revoked || await patches.OpenPackageAsync(id, version, cancellationToken) is not { } file)
            return ApiProblem.Revoked.ToResult(http);

        if (BeginsDownload(http.Request, file.Sha256))
            await patches.CountDownloadAsync(id, version, cancellationToken);
        http.Response.Headers.CacheControl = Caching.Immutable;
        http.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256))}:"; // RFC 9530
        return TypedResults.File(
            file.Content, PackageType, $"{id}-{version}.specialneurons", file.At, StrongTag(file.Sha256), enableRangeProcessing: true);
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> IconAsync(
        string id, [FromQuery(Name = "size")] int? size, [FromQuery(Name = "format")] string? format, CatalogueQueries patches, HttpContext http, CancellationToken cancellationToken)
    {
        var side = size ?? DefaultSide;
        if (!IconSizes.Sides.Contains(side))
            return ApiProblem.Invalid("query.size", $"There is no icon of {side} pixels.", $"Take one of {string.Join(", ", IconSizes.Sides)}.", "size").ToResult(http);
        IconFormat? wanted = IconFormat.All.SingleOrDefault(known => known.Name == format);
        if (wanted is null && format is not null)
            return ApiProblem.Invalid("query.format", $"Icons do not come as {format}.", $"Take one of {string.Join(", ", IconFormat.All.Select(known => known.Name))}.", "format").ToResult(http);

        // An address that names the format answers the same to everybody, so that a cache needs to keep it once.
        if (wanted is null)
            http.Response.Headers.Vary = HeaderNames.Accept;
        wanted ??= IconNegotiation.Choose(http.Request.GetTypedHeaders().Accept);
        if (wanted is null)
            return ApiProblem.NotAcceptable(string.Join(" or ", IconFormat.All.Select(known => known.MediaType))).ToResult(http);
        return await patches.OpenIconAsync(id, side, wanted, cancellationToken) is { } icon
            ? TypedResults.File(icon.Content, wanted.MediaType, null, icon.At, StrongTag($"{icon.Sha256}-{side}-{wanted.Name}"), enableRangeProcessing: true)
            : ApiProblem.NotFound("patch").ToResult(http);
    }

    public static EntityTagHeaderValue StrongTag(string value) => new($"\"{value}\"");

    /// <summary>Counted once a download: neither HEAD, nor the later parts of a resumed one, nor a check whether it has changed.</summary>
    private static bool BeginsDownload(HttpRequest request, string sha256) =>
        HttpMethods.IsGet(request.Method)
        && (request.GetTypedHeaders().Range is not { } range || range.Ranges.Any(part => part.From is 0))
        && !request.Headers.IfNoneMatch.ToString().Contains(sha256, StringComparison.Ordinal);
}
