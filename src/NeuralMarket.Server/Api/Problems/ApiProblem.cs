using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace NeuralMarket.Server.Api.Problems;

/// <summary>An RFC 9457 problem document: <paramref name="Code"/> is stable, the texts are for people.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Names the problem for programs; never changes its meaning.</param>
/// <param name="Title">What is wrong, in a sentence.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed partial record ApiProblem(int Status, string Code, string Title, string? Remedy = null)
{
    /// <summary>Where the problem lies: a parameter, a field, a part of the request.</summary>
    public string? Where { get; init; }

    public ProblemDetails ToDetails(HttpContext context)
    {
        var details = new ProblemDetails { Status = Status, Title = Title, Detail = Remedy };
        details.Extensions["code"] = Code;
        details.Extensions["requestId"] = context.TraceIdentifier;
        if (Where is not null)
            details.Extensions["where"] = Where;
        return details;
    }

    /// <summary>As a result of an endpoint.</summary>
    public ProblemHttpResult ToResult(HttpContext context) => TypedResults.Problem(ToDetails(context));

    /// <summary>Writes the document, for middleware.</summary>
    public Task WriteAsync(HttpContext context) => ToResult(context).ExecuteAsync(context);
}
