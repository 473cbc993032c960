using Microsoft.AspNetCore.Http.HttpResults;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Api.Http;

/// <summary>What came of an action, as an answer: 204, or a problem.</summary>
internal static class ActionResults
{
    public static Results<NoContent, ProblemHttpResult> ToResult(this ActionOutcome outcome, HttpContext http, string what) => outcome switch
    {
        ActionOutcome.Done => TypedResults.NoContent(),
        ActionOutcome.NotFound => ApiProblem.NotFound(what).ToResult(http),
        ActionOutcome.NotAllowed refusal => new ApiProblem(StatusOf(refusal.Code), refusal.Code, refusal.Message).ToResult(http),
        _ => ApiProblem.Conflict.ToResult(http),
    };

    public static Results<NoContent, ProblemHttpResult> ToResult(this AccountOutcome outcome, HttpContext http) => outcome switch
    {
        AccountOutcome.Done => TypedResults.NoContent(),
        AccountOutcome.NotFound => ApiProblem.NotFound("account").ToResult(http),
        AccountOutcome.Refused refusal => ApiProblem.Invalid(refusal.Problems[0].Code, refusal.Problems[0].Message, null, refusal.Problems[0].Field).ToResult(http),
        _ => throw new InvalidOperationException($"An outcome without an answer: {outcome}"),
    };

    /// <summary>What was asked is wrong (400), not this person's (403), or not possible as things stand (409).</summary>
    private static int StatusOf(string code) => code switch
    {
        _ when code.StartsWith("decision.", StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
        "review.own" or "review.assigned" or "entry.not-yours" => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status409Conflict,
    };
}
