using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Access;

/// <summary>What came of signing in. Closed: these are all there are.</summary>
public enum SignInOutcome
{
    /// <summary>The session's cookie is set.</summary>
    SignedIn,

    /// <summary>Address or password are wrong; which of them is not said.</summary>
    Wrong,

    /// <summary>The address is not proven yet; a new link was mailed.</summary>
    NotConfirmed,

    /// <summary>Too many wrong passwords; it opens again by itself after ten minutes, or with a new password.</summary>
    LockedOut,
}

/// <summary>Begins and ends sessions of the portal, for its pages.</summary>
public sealed class PortalSessions(SignInManager<Account> sessions, UserManager<Account> users, AccountRegistration registration)
{
    /// <summary>Signs in with address and password.</summary>
    public async Task<SignInOutcome> SignInAsync(string email, string password, bool remember, CancellationToken cancellationToken)
    {
        var account = await users.FindByEmailAsync(email);
        if (account is null)
        {
            // As much work as for a known address: the time taken must not tell.
            users.PasswordHasher.HashPassword(new Account(), password);
            return SignInOutcome.Wrong;
        }

        var result = await sessions.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.IsLockedOut)
            return SignInOutcome.LockedOut;
        if (result.IsNotAllowed)
            return await NotConfirmedAsync(account, password, cancellationToken);
        if (!result.Succeeded)
            return SignInOutcome.Wrong;

        await sessions.SignInAsync(account, remember);
        return SignInOutcome.SignedIn;
    }

    /// <summary>Ends the session of this request.</summary>
    public Task SignOutAsync() => sessions.SignOutAsync();

    /// <summary>Says that the address is unproven only to who knows the password.</summary>
    private async Task<SignInOutcome> NotConfirmedAsync(Account account, string password, CancellationToken cancellationToken)
    {
        if (!await users.CheckPasswordAsync(account, password))
            return SignInOutcome.Wrong;
        await registration.RequestPasswordLinkAsync(account.Email!, cancellationToken);
        return SignInOutcome.NotConfirmed;
    }
}

/// <summary>Who is asking.</summary>
public static class CallerClaims
{
    /// <summary>The account of an authenticated caller.</summary>
    public static Guid AccountId(this ClaimsPrincipal caller) =>
        Guid.Parse(caller.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("The caller is not authenticated."));

    /// <summary>The name under which the caller publishes; absent for who is not signed in.</summary>
    public static string? DisplayName(this ClaimsPrincipal caller) => caller.FindFirstValue(AccountClaims.DisplayName);

    /// <summary>The caller's roles; everybody is an author.</summary>
    public static IReadOnlyList<string> RoleNames(this ClaimsPrincipal caller) =>
        [Roles.Author, .. caller.FindAll(ClaimTypes.Role).Select(claim => claim.Value)];
}
