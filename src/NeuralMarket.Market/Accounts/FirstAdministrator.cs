using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Accounts;

/// <summary>Makes the account with which the operator begins.</summary>
public sealed class FirstAdministrator(MarketDb db, AccountRegistration registration, AccountRoles roles)
{
    /// <summary>
    /// On the first start, when there is no account at all, makes an administrator and gives the one-time link with which to choose its
    /// password. Ever after, and when another process was first: <see langword="null"/>.
    /// </summary>
    public async Task<Uri?> CreateAsync(string email, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(cancellationToken))
            return null;

        try
        {
            // Account and role together: an account without the role would leave the market without an administrator for ever.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var (outcome, account) = await registration.CreateAsync(email, "Administrator", null, cancellationToken);
            if (account is null)
                return await db.Users.AnyAsync(cancellationToken) ? null : throw new InvalidOperationException($"The first administrator could not be made: {outcome}");
            await roles.GrantAsync(null, account.Id, Roles.Admin, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Users.AnyAsync(cancellationToken))
                return null;
            throw;
        }

        return await registration.PasswordLinkAsync(email);
    }
}
