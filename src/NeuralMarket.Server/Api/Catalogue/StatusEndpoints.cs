using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NeuralMarket.Market.Publication;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>Why a version's status changes.</summary>
/// <param name="Reason">For the audit log; 1 to 1,000 characters.</param>
internal sealed record StatusReason(string Reason);

internal sealed class StatusReasonValidator : AbstractValidator<StatusReason>
{
    public StatusReasonValidator() => RuleFor(body => body.Reason).Must(reason => !string.IsNullOrWhiteSpace(reason) && reason.Length <= 1000)
        .WithErrorCode("request.reason").OverridePropertyName("reason").WithMessage("reason has 1 to 1,000 characters.");
}

/// <summary>Unlists, relists and revokes published versions; who may do which is the market's rule.</summary>
internal static class StatusEndpoints
{
    public static void MapStatusChanges(this RouteGroupBuilder api)
    {
        var versions = api.MapGroup("/patches/{id}/versions/{version}").WithTags("Catalogue").RequireRateLimiting(RateLimits.Writes).NotCached();
        versions.MapPost("/unlist", UnlistAsync).RequireAuthorization(Policies.Author).WithName("unlistVersion").WithSummary("No longer browsed, still installable; the owner or an administrator");
        versions.MapPost("/relist", RelistAsync).RequireAuthorization(Policies.Author).WithName("relistVersion").WithSummary("Browsed again; the owner or an administrator");
        versions.MapPost("/revoke", RevokeAsync).RequireAuthorization(Policies.Admin).WithName("revokeVersion").WithSummary("Phones disable it, for good; administrators");
    }

    private static Task<Results<NoContent, ProblemHttpResult>> UnlistAsync(
        string id, string version, [FromBody] StatusReason body, EntryStatusChanges changes, HttpContext http, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, EntryStatus.Unlisted, body, changes, http, cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> RelistAsync(
        string id, string version, [FromBody] StatusReason body, EntryStatusChanges changes, HttpContext http, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, EntryStatus.Listed, body, changes, http, cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, string version, [FromBody] StatusReason body, EntryStatusChanges changes, HttpContext http, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, EntryStatus.Revoked, body, changes, http, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        string id, string version, EntryStatus status, StatusReason body, EntryStatusChanges changes, HttpContext http, CancellationToken cancellationToken) =>
        (await changes.ChangeAsync(http.User.AccountId(), http.User.RoleNames(), id, version, status, body.Reason.Trim(), cancellationToken)).ToResult(http, "version");
}
