using Microsoft.AspNetCore.Identity;

namespace NeuralMarket.Market.Accounts;

/// <summary>Identity's errors in the market's words.</summary>
internal static class AccountProblems
{
    public const int PasswordLength = 12;
    public const int PasswordUniqueCharacters = 5;

    public static List<AccountProblem> From(IdentityResult result) => [.. result.Errors.Select(From).Distinct()];

    private static AccountProblem From(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => new("account.password-short", "password",
            $"The password is too short. Take at least {PasswordLength} characters; a sentence is fine."),
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new("account.password-plain", "password",
            $"The password repeats itself. Use at least {PasswordUniqueCharacters} different characters."),
        PasswordIsNotTheAddress.Code => new(PasswordIsNotTheAddress.Code, "password",
            "The password is your address. Take something that others do not know."),
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) => new("account.known", "email",
            "There is an account with that address already."),
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) => new("account.email", "email",
            "That is not an email address. Write one such as name@example.org."),
        _ => new("account.refused", "", error.Description),
    };
}

/// <summary>Refuses the address itself, or its part before the @, as a password.</summary>
internal sealed class PasswordIsNotTheAddress : IPasswordValidator<Account>
{
    public const string Code = "account.password-address";

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var address = user.Email ?? "";
        var same = string.Equals(password, address, StringComparison.OrdinalIgnoreCase)
            || string.Equals(password, address.Split('@')[0], StringComparison.OrdinalIgnoreCase);
        return Task.FromResult(same ? IdentityResult.Failed(new IdentityError { Code = Code }) : IdentityResult.Success);
    }
}
