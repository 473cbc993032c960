using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using NeuralMarket.Market.HeldOut;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Review;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Server.Access;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>
/// The files behind the reviewers' pages: small copies of held-out photos, icons of submissions, whole reports. Browsers keep them for their
/// reader alone; authors get none of them.
/// </summary>
internal static class ReviewFiles
{
    private const string KeptByTheReader = "private, max-age=86400";

    public static void MapReviewFiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/held-out/{setId:guid}/{sha256:length(64)}/{size}", PhotoAsync)
            .RequireAuthorization(Policies.HeldOutImages).ExcludeFromDescription();
        endpoints.MapGet("/review/{id:guid}/icon", IconAsync).RequireAuthorization(Policies.Reviewer).ExcludeFromDescription();
        endpoints.MapGet("/review/{id:guid}/report.html", ReportAsync).RequireAuthorization(Policies.Reviewer).ExcludeFromDescription();
    }

    /// <summary>The address of a photo's square thumbnail.</summary>
    public static string ThumbnailOf(Guid setId, string sha256) => $"/held-out/{setId}/{sha256}/thumbnail";

    /// <summary>The address of the whole photo.</summary>
    public static string LargeOf(Guid setId, string sha256) => $"/held-out/{setId}/{sha256}/large";

    /// <summary>The address of a submission's icon.</summary>
    public static string IconOf(Guid submissionId) => $"/review/{submissionId}/icon";

    private static async Task<Results<FileContentHttpResult, NotFound>> PhotoAsync(
        Guid setId, string sha256, string size, HeldOutPreviews photos, HttpContext http, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<PreviewSize>(size, ignoreCase: true, out var which) || char.IsDigit(size[0]))
            return TypedResults.NotFound();
        return await photos.FindAsync(setId, sha256, which, cancellationToken) is { } preview
            ? File(http, preview, HeldOutPreviews.MediaType, $"{sha256}-{size}")
            : TypedResults.NotFound();
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> IconAsync(
        Guid id, ReviewQueries reviews, HttpContext http, CancellationToken cancellationToken)
    {
        var side = IconSizes.Sides[1];
        return await reviews.FindIconAsync(id, http.User.AccountId(), side, cancellationToken) is var (png, sha256)
            ? File(http, png, "image/png", $"{sha256}-{side}")
            : TypedResults.NotFound();
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> ReportAsync(
        Guid id, ReviewQueries reviews, HttpContext http, CancellationToken cancellationToken)
    {
        if (await reviews.FindAsync(id, http.User.AccountId(), cancellationToken) is not { Report: { } report })
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(
            Encoding.UTF8.GetBytes(ReportHtml.Write(report)), "text/html; charset=utf-8", $"{report.Patch.Id}-{report.Patch.Version}-report.html");
    }

    private static FileContentHttpResult File(HttpContext http, byte[] content, string mediaType, string version)
    {
        http.Response.Headers.CacheControl = KeptByTheReader;
        return TypedResults.File(content, mediaType, entityTag: new EntityTagHeaderValue($"\"{version}\""));
    }
}
