using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Accounts;

/// <summary>An account as administrators see it.</summary>
public sealed record AccountSummary(
    Guid Id, string Email, string DisplayName, bool EmailConfirmed, bool LockedOut, DateTimeOffset CreatedAt, IReadOnlyList<string> Roles);

/// <summary>Who has which role. Everybody is an author without a row; reviewer, curator and admin are granted.</summary>
public sealed class AccountRoles(MarketDb db, UserManager<Account> users, RoleManager<IdentityRole<Guid>> roles, IWorkQueue work, TimeProvider time)
{
    /// <summary>Grants a role; granting it again changes nothing.</summary>
    public async Task<AccountOutcome> GrantAsync(Guid? actor, Guid accountId, string role, CancellationToken cancellationToken)
    {
        var (refusal, account) = await CheckAsync(accountId, role);
        if (account is null)
            return refusal;
        if (role == Roles.Author || await users.IsInRoleAsync(account, role))
            return new AccountOutcome.Done();

        await EnsureRoleAsync(role);
        var outcome = await FinishAsync(await users.AddToRoleAsync(account, role), actor, account, "roleGranted", role, cancellationToken);
        if (role == Roles.Reviewer && outcome is AccountOutcome.Done)
            await RouteWaitingAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Takes a role away. The last administrator stays one.</summary>
    public async Task<AccountOutcome> WithdrawAsync(Guid? actor, Guid accountId, string role, CancellationToken cancellationToken)
    {
        var (refusal, account) = await CheckAsync(accountId, role);
        if (account is null)
            return refusal;
        if (role == Roles.Author)
            return Refused("account.author", "role", "Everybody with an account is an author.");
        if (!await users.IsInRoleAsync(account, role))
            return new AccountOutcome.Done();
        if (role == Roles.Admin && (await users.GetUsersInRoleAsync(role)).Count == 1)
            return Refused("account.last-admin", "role", "This is the last administrator. Make another one first.");

        return await FinishAsync(await users.RemoveFromRoleAsync(account, role), actor, account, "roleWithdrawn", role, cancellationToken);
    }

    /// <summary>Accounts by id, that is by age; <paramref name="after"/> is the last id of the page before.</summary>
    public async Task<IReadOnlyList<AccountSummary>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var page = await db.Users.AsNoTracking()
            .Where(row => after == null || row.Id > after)
            .OrderBy(row => row.Id).Take(limit).ToListAsync(cancellationToken);
        var ids = page.Select(row => row.Id).ToList();
        var granted = await (from link in db.UserRoles
                             join role in db.Roles on link.RoleId equals role.Id
                             where ids.Contains(link.UserId)
                             select new { link.UserId, role.Name }).ToListAsync(cancellationToken);
        var byAccount = granted.ToLookup(row => row.UserId, row => row.Name!);
        var now = time.GetUtcNow();
        return [.. page.Select(row => new AccountSummary(
            row.Id, row.Email ?? "", row.DisplayName, row.EmailConfirmed, row.LockoutEnd > now, row.CreatedAt,
            [Roles.Author, .. byAccount[row.Id].Order(StringComparer.Ordinal)]))];
    }

    /// <summary>Whether anybody has a role.</summary>
    public async Task<bool> AnyAsync(string role) => (await users.GetUsersInRoleAsync(role)).Count > 0;

    /// <summary>The account of an address.</summary>
    public Task<Account?> FindByEmailAsync(string email) => users.FindByEmailAsync(email);

    /// <summary>What waits for a reviewer because there was none is routed now, not minutes later.</summary>
    private async Task RouteWaitingAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var waiting = db.Submissions.Where(row => row.State == SubmissionState.AwaitingReview
            && !db.Assignments.Any(assignment => assignment.SubmissionId == row.Id && assignment.ClosedAt == null));
        var ids = await waiting.Select(row => row.Id).ToListAsync(cancellationToken);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(row => row.WorkDueAt, now), cancellationToken);
        ids.ForEach(work.Wake);
    }

    private async Task<(AccountOutcome Refusal, Account? Account)> CheckAsync(Guid accountId, string role)
    {
        if (!Roles.All.Contains(role))
            return (Refused("account.role", "role", $"There is no role '{role}'. Take one of {string.Join(", ", Roles.All)}."), null);
        return await db.Users.SingleOrDefaultAsync(row => row.Id == accountId) is { } account
            ? (new AccountOutcome.Done(), account)
            : (new AccountOutcome.NotFound(), null);
    }

    private async Task EnsureRoleAsync(string role)
    {
        if (await roles.RoleExistsAsync(role))
            return;
        var created = new IdentityRole<Guid>(role) { Id = Guid.CreateVersion7() };
        try
        {
            await roles.CreateAsync(created);
        }
        catch (DbUpdateException)
        {
            // Somebody else granted it for the first time in the same moment: then it is there.
            db.Entry(created).State = EntityState.Detached;
            if (!await roles.RoleExistsAsync(role))
                throw;
        }
    }

    private async Task<AccountOutcome> FinishAsync(
        IdentityResult result, Guid? actor, Account account, string action, string role, CancellationToken cancellationToken)
    {
        if (!result.Succeeded)
            return new AccountOutcome.Refused(AccountProblems.From(result));

        // Sessions and keys see the change at their next check, not at the next sign-in.
        await users.UpdateSecurityStampAsync(account);
        db.AuditEntries.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            Actor = actor,
            Action = action,
            Detail = $"{account.Email}: {role}",
            UniqueKey = $"account:{account.Id}:{action}:{role}:{Guid.CreateVersion7()}",
        });
        await db.SaveChangesAsync(cancellationToken);
        return new AccountOutcome.Done();
    }

    private static AccountOutcome.Refused Refused(string code, string field, string message) =>
        new([new AccountProblem(code, field, message)]);
}
