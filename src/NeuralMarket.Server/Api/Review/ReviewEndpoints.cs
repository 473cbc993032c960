using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NeuralMarket.Market.Review;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Api.Review;

/// <summary>The reviewer's work.</summary>
internal static class ReviewEndpoints
{
    private const string What = "submission";

    public static void MapReview(this RouteGroupBuilder api)
    {
        var review = api.MapGroup("/review").WithTags("Review").RequireAuthorization(Policies.Reviewer).NotCached();
        review.MapGet("/queue", QueueAsync).WithName("listReviewQueue").WithSummary("What is assigned to the reviewer, the most urgent first");

        var actions = review.MapGroup("/{id:guid}").RequireRateLimiting(RateLimits.Writes);
        actions.MapPost("/claim", ClaimAsync).WithName("claimSubmission").WithSummary("Open a submission");
        actions.MapPost("/release", ReleaseAsync).WithName("releaseSubmission").WithSummary("Give it back; somebody else is asked");
        actions.MapPost("/decision", DecideAsync).WithName("decideSubmission").WithSummary("Approve, request changes or reject, with reasons and text");
    }

    private static async Task<Ok<PageDocument<QueueItem>>> QueueAsync(ReviewQueries queries, HttpContext http, CancellationToken cancellationToken)
    {
        var lines = await queries.QueueAsync(http.User.AccountId(), cancellationToken);
        return TypedResults.Ok(new PageDocument<QueueItem>([.. lines.Select(QueueItem.From)], null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ClaimAsync(Guid id, ReviewDesk desk, HttpContext http, CancellationToken cancellationToken) =>
        (await desk.ClaimAsync(http.User.AccountId(), id, cancellationToken)).ToResult(http, What);

    private static async Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(Guid id, ReviewDesk desk, HttpContext http, CancellationToken cancellationToken) =>
        (await desk.ReleaseAsync(http.User.AccountId(), id, cancellationToken)).ToResult(http, What);

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(
        Guid id, [FromBody] DecisionBody body, ReviewDesk desk, HttpContext http, CancellationToken cancellationToken) =>
        (await desk.DecideAsync(http.User.AccountId(), id, body.ToRequest(), cancellationToken)).ToResult(http, What);
}
