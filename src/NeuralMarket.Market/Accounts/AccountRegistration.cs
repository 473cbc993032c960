using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Work;

namespace NeuralMarket.Market.Accounts;

/// <summary>
/// Signing up, proving the address, choosing a password. What it answers never tells a stranger whether an address has an account:
/// only mail to that address does.
/// </summary>
public sealed class AccountRegistration(
    MarketDb db, UserManager<Account> users, AccountMails mails, IAccountLinks links, IWorkQueue work, TimeProvider time)
{
    private static readonly SignUpValidator Rules = new();

    /// <summary>Makes an unconfirmed account and mails its link; to the owner of a known address, says that there is one already.</summary>
    public async Task<AccountOutcome> SignUpAsync(SignUp request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = await ProblemsAsync(request);
        if (problems.Count > 0)
            return new AccountOutcome.Refused(problems);

        if (await users.FindByEmailAsync(request.Email) is { } known)
            return await AnswerKnownAsync(known, cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = NewAccount(request.Email, request.DisplayName);
        var created = await users.CreateAsync(account, request.Password);
        if (!created.Succeeded)
            return new AccountOutcome.Refused(AccountProblems.From(created));

        Record(account.Id, account.Id, "signedUp", "");
        await MailConfirmationAsync(account);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        work.WakeOutbox();
        return new AccountOutcome.Done();
    }

    /// <summary>Proves the address with the token that was mailed to it. Opening the link twice is fine.</summary>
    public async Task<AccountOutcome> ConfirmEmailAsync(Guid accountId, string token, CancellationToken cancellationToken)
    {
        if (await FindAsync(accountId) is not { } account)
            return new AccountOutcome.NotFound();
        if (!(await users.ConfirmEmailAsync(account, token)).Succeeded)
            return new AccountOutcome.NotFound();

        cancellationToken.ThrowIfCancellationRequested();
        return new AccountOutcome.Done();
    }

    /// <summary>Mails a link to choose a password, if there is an account with a proven address. Says nothing about whether there is.</summary>
    public async Task RequestPasswordLinkAsync(string email, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not { } account)
            return;

        if (account.EmailConfirmed)
            mails.Add(account, AccountMail.ChoosePassword, links.SetPassword(account.Id, await users.GeneratePasswordResetTokenAsync(account)));
        else
            await MailConfirmationAsync(account);
        await db.SaveChangesAsync(cancellationToken);
        work.WakeOutbox();
    }

    /// <summary>Chooses a password with a one-time link. It proves the address, ends a lock-out, and signs other sessions out.</summary>
    public async Task<AccountOutcome> SetPasswordAsync(Guid accountId, string token, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(accountId) is not { } account)
            return new AccountOutcome.NotFound();

        var result = await users.ResetPasswordAsync(account, token, password);
        if (!result.Succeeded)
        {
            return result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken))
                ? new AccountOutcome.NotFound()
                : new AccountOutcome.Refused(AccountProblems.From(result));
        }

        account.EmailConfirmed = true;
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        Record(account.Id, account.Id, "passwordChosen", "");
        await db.SaveChangesAsync(cancellationToken);
        return new AccountOutcome.Done();
    }

    /// <summary>A one-time link to choose a password, for the operator to pass on; absent when there is no such account.</summary>
    public async Task<Uri?> PasswordLinkAsync(string email) =>
        await users.FindByEmailAsync(email) is { } account
            ? links.SetPassword(account.Id, await users.GeneratePasswordResetTokenAsync(account))
            : null;

    /// <summary>Makes an account with a proven address, as the operator; without a password it can act by API key alone.</summary>
    public async Task<(AccountOutcome Outcome, Account? Account)> CreateAsync(
        string email, string displayName, string? password, CancellationToken cancellationToken)
    {
        var problems = Describe(await Rules.ValidateAsync(new SignUp(email, displayName, ""), cancellationToken));
        if (problems.Count > 0)
            return (new AccountOutcome.Refused(problems), null);

        var account = NewAccount(email, displayName);
        account.EmailConfirmed = true;
        var created = password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, password);
        if (!created.Succeeded)
            return (new AccountOutcome.Refused(AccountProblems.From(created)), null);

        Record(null, account.Id, "accountCreated", email);
        await db.SaveChangesAsync(cancellationToken);
        return (new AccountOutcome.Done(), account);
    }

    private async Task<AccountOutcome> AnswerKnownAsync(Account known, CancellationToken cancellationToken)
    {
        if (known.EmailConfirmed)
            mails.Add(known, AccountMail.AlreadyThere, links.SignIn());
        else
            await MailConfirmationAsync(known);
        await db.SaveChangesAsync(cancellationToken);
        work.WakeOutbox();
        return new AccountOutcome.Done();
    }

    private async Task MailConfirmationAsync(Account account) =>
        mails.Add(account, AccountMail.ConfirmEmail, links.ConfirmEmail(account.Id, await users.GenerateEmailConfirmationTokenAsync(account)));

    private async Task<List<AccountProblem>> ProblemsAsync(SignUp request)
    {
        var problems = Describe(await Rules.ValidateAsync(request));

        // Checked for known addresses, too: the answer must be the same for both.
        foreach (var validator in users.PasswordValidators)
            problems.AddRange(AccountProblems.From(await validator.ValidateAsync(users, NewAccount(request.Email, request.DisplayName), request.Password)));
        return problems;
    }

    private static List<AccountProblem> Describe(ValidationResult result) =>
        [.. result.Errors.Select(error => new AccountProblem(error.ErrorCode, error.PropertyName, error.ErrorMessage))];

    private Account NewAccount(string email, string displayName) => new()
    {
        Id = Guid.CreateVersion7(),
        UserName = email,
        Email = email,
        DisplayName = displayName,
        CreatedAt = time.GetUtcNow(),
    };

    private Task<Account?> FindAsync(Guid accountId) => db.Users.SingleOrDefaultAsync(row => row.Id == accountId);

    private void Record(Guid? actor, Guid account, string action, string detail) => db.AuditEntries.Add(new AuditEntry
    {
        At = time.GetUtcNow(),
        Actor = actor,
        Action = action,
        Detail = detail,
        UniqueKey = $"account:{account}:{action}:{Guid.CreateVersion7()}",
    });
}
