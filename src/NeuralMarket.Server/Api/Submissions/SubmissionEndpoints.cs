using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NeuralMarket.Market.Receipts;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Api.Problems;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Api.Submissions;

/// <summary>What authors do with submissions of their own; others' are 404.</summary>
internal static class SubmissionEndpoints
{
    private const string What = "submission";
    private const string List = "submissions";

    public static void MapSubmissions(this RouteGroupBuilder api)
    {
        var submissions = api.MapGroup("/submissions").WithTags("Submissions").RequireAuthorization(Policies.Author).NotCached();
        submissions.MapUploads();
        submissions.MapGet("", ListAsync).WithName("listSubmissions").WithSummary("The author's submissions, newest first");
        submissions.MapGet("/{id:guid}", FindAsync).WithName("getSubmission").WithSummary("State, timeline, who must act next, by when, findings, rounded results");
        submissions.MapGet("/{id:guid}/receipt", ReceiptAsync).WithName("getReceipt")
            .WithSummary("The signed receipt of its test, a DSSE envelope; for its author, reviewers and administrators")
            .Produces(StatusCodes.Status200OK, contentType: TestReceipts.MediaType).ProducesProblem(StatusCodes.Status404NotFound);

        var actions = submissions.MapGroup("/{id:guid}").RequireRateLimiting(RateLimits.Writes);
        actions.MapPost("/reply", ReplyAsync).WithName("replyToReviewer").WithSummary("Answer a request with words; a new file goes to /attempts");
        actions.MapPost("/appeal", AppealAsync).WithName("appeal").WithSummary("Ask for a second look");
        actions.MapPost("/withdraw", WithdrawAsync).WithName("withdrawSubmission").WithSummary("Take it back");
    }

    private static async Task<Results<Ok<PageDocument<SubmissionSummary>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, SubmissionQueries submissions, HttpContext http, CancellationToken cancellationToken)
    {
        Guid? after = null;
        if (page.After is { } text)
        {
            if (!Cursor.TryRead<Guid>(text, List, out var last))
                return Cursor.Problem.ToResult(http);
            after = last;
        }

        var limit = page.LimitOrDefault();
        var rows = await submissions.ListAsync(http.User.AccountId(), after, limit + 1, cancellationToken);
        return TypedResults.Ok(ListPages.Of(rows, limit, row => Cursor.Write(List, row.Id), SubmissionSummary.From));
    }

    private static async Task<Results<Ok<SubmissionDetails>, ProblemHttpResult>> FindAsync(
        Guid id, SubmissionQueries submissions, HttpContext http, CancellationToken cancellationToken) =>
        await submissions.FindAsync(id, cancellationToken) is { } view && view.AuthorId == http.User.AccountId()
            ? TypedResults.Ok(SubmissionDetails.From(view))
            : ApiProblem.NotFound(What).ToResult(http);

    private static async Task<IResult> ReceiptAsync(Guid id, TestReceipts receipts, HttpContext http, CancellationToken cancellationToken) =>
        await receipts.OpenAsync(id, http.User.AccountId(), http.User.RoleNames(), cancellationToken) is { } envelope
            ? TypedResults.Stream(envelope, TestReceipts.MediaType, $"receipt-{id}.json")
            : ApiProblem.NotFound("receipt").ToResult(http);

    private static async Task<Results<NoContent, ProblemHttpResult>> ReplyAsync(
        Guid id, [FromBody] AuthorText body, AuthorActions actions, HttpContext http, CancellationToken cancellationToken) =>
        (await actions.ReplyAsync(http.User.AccountId(), id, body.Text.Trim(), cancellationToken)).ToResult(http, What);

    private static async Task<Results<NoContent, ProblemHttpResult>> AppealAsync(
        Guid id, [FromBody] AuthorText body, AuthorActions actions, HttpContext http, CancellationToken cancellationToken) =>
        (await actions.AppealAsync(http.User.AccountId(), id, body.Text.Trim(), cancellationToken)).ToResult(http, What);

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        Guid id, AuthorActions actions, HttpContext http, CancellationToken cancellationToken) =>
        (await actions.WithdrawAsync(http.User.AccountId(), id, cancellationToken)).ToResult(http, What);
}
