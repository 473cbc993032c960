using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Api.Admin;

/// <summary>What the operator does: accounts, roles, the audit log.</summary>
internal static class AdminEndpoints
{
    private const string AccountList = "accounts";
    private const string AuditList = "audit";

    public static void MapAdmin(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Administration").RequireAuthorization(Policies.Admin).NotCached();
        admin.MapGet("/accounts", AccountsAsync).WithName("listAccounts").WithSummary("All accounts, the oldest first");
        admin.MapGet("/audit", AuditAsync).WithName("listAuditLog").WithSummary("What happened, the newest first");

        var roles = admin.MapGroup("/accounts/{id:guid}/roles/{role}").RequireRateLimiting(RateLimits.Writes);
        roles.MapPut("", GrantAsync).WithName("grantRole").WithSummary("Grant a role: reviewer, curator, admin");
        roles.MapDelete("", WithdrawAsync).WithName("withdrawRole").WithSummary("Take a role away; the last administrator stays one");
    }

    private static async Task<Results<Ok<PageDocument<AccountSummary>>, ProblemHttpResult>> AccountsAsync(
        [AsParameters] PageQuery page, AccountRoles accounts, HttpContext http, CancellationToken cancellationToken)
    {
        if (!TryReadPosition(page, AccountList, out var after))
            return Cursor.Problem.ToResult(http);
        var limit = page.LimitOrDefault();
        var rows = await accounts.ListAsync(after, limit + 1, cancellationToken);
        return TypedResults.Ok(ListPages.Of(rows, limit, row => Cursor.Write(AccountList, row.Id), row => row));
    }

    private static async Task<Results<Ok<PageDocument<AuditDocument>>, ProblemHttpResult>> AuditAsync(
        [AsParameters] PageQuery page, MarketDb db, HttpContext http, CancellationToken cancellationToken)
    {
        if (!TryReadPosition(page, AuditList, out var after))
            return Cursor.Problem.ToResult(http);
        var limit = page.LimitOrDefault();
        var rows = await db.AuditEntries.AsNoTracking()
            .Where(row => after == null || row.Id < after)
            .OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(ListPages.Of(rows, limit, row => Cursor.Write(AuditList, row.Id), AuditDocument.From));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> GrantAsync(
        Guid id, string role, AccountRoles accounts, HttpContext http, CancellationToken cancellationToken) =>
        (await accounts.GrantAsync(http.User.AccountId(), id, role, cancellationToken)).ToResult(http);

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        Guid id, string role, AccountRoles accounts, HttpContext http, CancellationToken cancellationToken) =>
        (await accounts.WithdrawAsync(http.User.AccountId(), id, role, cancellationToken)).ToResult(http);

    private static bool TryReadPosition(PageQuery page, string list, out Guid? position)
    {
        position = null;
        if (page.After is null)
            return true;
        if (!Cursor.TryRead<Guid>(page.After, list, out var last))
            return false;
        position = last;
        return true;
    }
}
