using System.Globalization;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Api.Problems;

public sealed partial record ApiProblem
{
    public static ApiProblem NotFound(string what) =>
        new(StatusCodes.Status404NotFound, "resource.unknown", $"There is no such {what}, or you may not see it.", "Check the address.");

    public static ApiProblem UnknownRoute { get; } =
        new(StatusCodes.Status404NotFound, "route.unknown", "There is nothing at this address.", "See /openapi/v1.json for all addresses.");

    public static ApiProblem AccountRequired { get; } = new(
        StatusCodes.Status401Unauthorized, "account.required", "This needs an account.",
        "Send an API key as 'Authorization: Bearer nm_…', or sign in to the portal.");

    public static ApiProblem NotAllowed { get; } = new(
        StatusCodes.Status403Forbidden, "account.not-allowed", "Your account may not do this.",
        "Ask an administrator for the role that it takes.");

    public static ApiProblem AntiforgeryMissing { get; } = new(
        StatusCodes.Status400BadRequest, "antiforgery.missing", "A changing call with a portal session needs its antiforgery token.",
        "Send the token in the header RequestVerificationToken, or use an API key.");

    public static ApiProblem Conflict { get; } = new(
        StatusCodes.Status409Conflict, "submission.changed", "The submission changed while you were at it.",
        "Read it again and decide anew.");

    public static ApiProblem Revoked { get; } = new(
        StatusCodes.Status410Gone, "version.revoked", "This version was revoked; apps disable it.", "Take another version of the patch.");

    public static ApiProblem NotAcceptable(string offered) =>
        new(StatusCodes.Status406NotAcceptable, "request.accept", "It cannot be had in a form that you accept.", $"Accept {offered}.");

    public static ApiProblem ServerError { get; } = new(
        StatusCodes.Status500InternalServerError, "server.error", "Something broke on our side.",
        "Try again; if it stays, tell the operator the request id.");

    public static ApiProblem RateLimited(int seconds) => new(
        StatusCodes.Status429TooManyRequests, "rate.limited", "You are sending too many requests.",
        string.Create(CultureInfo.InvariantCulture, $"Wait {seconds} seconds, then go on more slowly."));

    public static ApiProblem TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge, "request.too-large", "The request is larger than allowed.",
        string.Create(CultureInfo.InvariantCulture, $"A package may have {UploadLimits.Package / (1024 * 1024)} MiB."));

    public static ApiProblem BadRequest(string title) =>
        new(StatusCodes.Status400BadRequest, "request.invalid", title, "Compare the request with /openapi/v1.json.");

    public static ApiProblem Form(string title) =>
        new(StatusCodes.Status400BadRequest, "request.form", title, "Send multipart/form-data with the part package, and description and note if you like.");

    public static ApiProblem FormText(string part) =>
        new(StatusCodes.Status400BadRequest, "request.form-text", $"The part {part} is longer than 16 KiB or not UTF-8.", "Shorten it.") { Where = part };

    public static ApiProblem Invalid(string code, string title, string? remedy, string? where = null) =>
        new(StatusCodes.Status400BadRequest, code, title, remedy) { Where = where };

    /// <summary>What the framework answered without a body, as a document.</summary>
    public static ApiProblem ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => AccountRequired,
        StatusCodes.Status403Forbidden => NotAllowed,
        StatusCodes.Status404NotFound => UnknownRoute,
        StatusCodes.Status405MethodNotAllowed => new(status, "method.not-allowed", "This address does not take that method.", "See the header Allow."),
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => new(status, "request.media-type", "The body has a media type that is not read here.", "Compare the request with /openapi/v1.json."),
        StatusCodes.Status416RangeNotSatisfiable => new(status, "range.unsatisfiable", "The range lies outside the file.", "Ask for its length with HEAD."),
        >= 500 => ServerError with { Status = status },
        _ => BadRequest("The request cannot be understood.") with { Status = status },
    };
}
