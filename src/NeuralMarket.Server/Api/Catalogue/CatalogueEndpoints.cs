using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NeuralMarket.Format.Categories;
using NeuralMarket.Market.Catalogue;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>What phones and visitors read: anonymous and cacheable.</summary>
internal static class CatalogueEndpoints
{
    private const int BrowseSeconds = 60;

    public static void MapCatalogue(this RouteGroupBuilder api)
    {
        var catalogue = api.MapGroup("").WithTags("Catalogue").AllowAnonymous().CachedFor(BrowseSeconds);
        catalogue.MapGet("/patches", BrowseAsync).WithName("browsePatches").WithSummary("Browse and search the published patches");
        catalogue.MapGet("/patches/{id}", FindAsync).WithName("getPatch").WithSummary("One patch with its versions");
        catalogue.MapGet("/patches/{id}/versions/{version}", FindVersionAsync).WithName("getPatchVersion").WithSummary("One version in full");
        catalogue.MapGet("/triggers/{tag}", TriggersAsync).WithName("listPatchesForTrigger").WithSummary("Which patches can refine this category, the most downloaded first");
        catalogue.MapFiles();
        catalogue.MapBases();
    }

    private static Task<Results<Ok<PageDocument<PatchSummary>>, ProblemHttpResult>> BrowseAsync(
        [AsParameters] BrowseQuery query, CatalogueQueries patches, HttpContext http, CancellationToken cancellationToken)
    {
        var filter = new CatalogueFilter
        {
            Base = query.Base,
            Trigger = query.Trigger,
            Query = query.Text,
            Sort = CatalogueWords.OrderOf(query),
            Limit = query.LimitOrDefault(),
        };
        return PageAsync(filter, query.After, patches, http, cancellationToken);
    }

    private static async Task<Results<Ok<PageDocument<PatchSummary>>, ProblemHttpResult>> TriggersAsync(
        string tag, [FromQuery(Name = "base")] string? identity, [AsParameters] PageQuery page, CatalogueQueries patches, HttpContext http, CancellationToken cancellationToken)
    {
        if (!Tag.TryParse(tag, out _))
            return ApiProblem.Invalid("category.tag", $"'{tag}' is not a category's tag.", "Write one such as n02121808.", "tag").ToResult(http);
        if (!CatalogueWords.IsIdentity(identity))
            return ApiProblem.Invalid("query.base", "base is not the identity of a base network.", "Take it from /api/v1/bases.", "base").ToResult(http);

        var filter = new CatalogueFilter { Base = identity, Trigger = tag, Sort = CatalogueOrder.Popular, Limit = page.LimitOrDefault() };
        return await PageAsync(filter, page.After, patches, http, cancellationToken);
    }

    private static async Task<Results<Ok<PageDocument<PatchSummary>>, ProblemHttpResult>> PageAsync(
        CatalogueFilter filter, string? after, CatalogueQueries patches, HttpContext http, CancellationToken cancellationToken)
    {
        if (!CatalogueCursors.TryRead(after, filter.Sort, out var cursor))
            return Cursor.Problem.ToResult(http);
        var page = await patches.BrowseAsync(filter with { After = cursor }, cancellationToken);
        return TypedResults.Ok(new PageDocument<PatchSummary>([.. page.Items.Select(PatchSummary.From)], CatalogueCursors.Write(filter.Sort, page.Next)));
    }

    private static async Task<Results<Ok<PatchDetails>, ProblemHttpResult>> FindAsync(
        string id, CatalogueQueries patches, HttpContext http, CancellationToken cancellationToken) =>
        await patches.FindAsync(id, cancellationToken) is { } view
            ? TypedResults.Ok(PatchDetails.From(view))
            : ApiProblem.NotFound("patch").ToResult(http);

    private static async Task<Results<Ok<PatchVersionDetails>, ProblemHttpResult>> FindVersionAsync(
        string id, string version, CatalogueQueries patches, HttpContext http, CancellationToken cancellationToken) =>
        await patches.FindVersionAsync(id, version, cancellationToken) is { } view
            ? TypedResults.Ok(PatchVersionDetails.From(view))
            : ApiProblem.NotFound("version").ToResult(http);
}
