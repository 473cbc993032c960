using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NeuralMarket.Market.Intake;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Problems;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Api.Submissions;

/// <summary>Takes packages in: 202 with the receipt and the address at which to follow it.</summary>
internal static class UploadEndpoints
{
    private const int MaximumKey = 200;

    public static void MapUploads(this RouteGroupBuilder submissions)
    {
        var uploads = submissions.MapGroup("").RequireRateLimiting(RateLimits.Submissions)
            .WithMetadata(new RequestSizeLimitAttribute(UploadLimits.PackageRequest));
        uploads.MapPost("", SubmitAsync).WithName("submitPackage")
            .WithSummary("Send a package; the same bytes sent again give the same receipt")
            .Accepts<PackageFormParts>("multipart/form-data").ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status429TooManyRequests);
        uploads.MapPost("/{id:guid}/attempts", SubmitAgainAsync).WithName("submitAttempt")
            .WithSummary("Send the next file for a submission that waits for one")
            .Accepts<PackageFormParts>("multipart/form-data").ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static Task<Results<Accepted<SubmissionReceipt>, ProblemHttpResult>> SubmitAsync(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, SubmissionIntake intake, HttpContext http, CancellationToken cancellationToken) =>
        ReceiveAsync(null, idempotencyKey, intake, http, cancellationToken);

    private static Task<Results<Accepted<SubmissionReceipt>, ProblemHttpResult>> SubmitAgainAsync(
        Guid id, SubmissionIntake intake, HttpContext http, CancellationToken cancellationToken) =>
        ReceiveAsync(id, null, intake, http, cancellationToken);

    private static async Task<Results<Accepted<SubmissionReceipt>, ProblemHttpResult>> ReceiveAsync(
        Guid? submission, string? idempotencyKey, SubmissionIntake intake, HttpContext http, CancellationToken cancellationToken)
    {
        if (idempotencyKey is not null && (idempotencyKey.Length is 0 or > MaximumKey || idempotencyKey.Any(char.IsControl)))
            return ApiProblem.Invalid("request.idempotency-key", $"Idempotency-Key has 1 to {MaximumKey} printable characters.", "Use a UUID, for example.", "Idempotency-Key").ToResult(http);

        var (form, problem) = await PackageForm.ReadAsync(http.Request, cancellationToken);
        if (form is null)
            return problem!.ToResult(http);

        await using (form)
        {
            var outcome = await intake.ReceiveAsync(
                new IncomingPackage
                {
                    AuthorId = http.User.AccountId(),
                    FileName = form.FileName,
                    Content = form.Package!,
                    Description = NullIfEmpty(form.Description),
                    Note = NullIfEmpty(form.Note),
                    IdempotencyKey = idempotencyKey,
                    ForSubmission = submission,
                },
                cancellationToken);
            return ToResult(outcome, http);
        }
    }

    private static Results<Accepted<SubmissionReceipt>, ProblemHttpResult> ToResult(IntakeOutcome outcome, HttpContext http) => outcome switch
    {
        IntakeOutcome.Received received => TypedResults.Accepted(SubmissionAddresses.Of(received.Receipt.SubmissionId), SubmissionReceipt.From(received.Receipt)),
        IntakeOutcome.Refused { RetryAt: { } at } refused => Later(refused, at, http),
        IntakeOutcome.Refused refused => new ApiProblem(StatusOf(refused.Code), refused.Code, refused.Message, refused.Remedy).ToResult(http),
        _ => throw new InvalidOperationException($"An outcome without an answer: {outcome}"),
    };

    private static ProblemHttpResult Later(IntakeOutcome.Refused refused, DateTimeOffset at, HttpContext http)
    {
        http.Response.Headers.RetryAfter = at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        return new ApiProblem(StatusCodes.Status429TooManyRequests, refused.Code, refused.Message, refused.Remedy).ToResult(http);
    }

    private static int StatusOf(string code) => code switch
    {
        "submission.size" => StatusCodes.Status413PayloadTooLarge,
        "submission.unknown" => StatusCodes.Status404NotFound,
        "submission.state" => StatusCodes.Status409Conflict,
        "submission.idempotency-key" => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
