using FluentValidation;

namespace NeuralMarket.Market.Accounts;

/// <summary>What somebody says who wants an account.</summary>
/// <param name="Email">The address; a link is mailed to it.</param>
/// <param name="DisplayName">The name under which patches are published.</param>
/// <param name="Password">At least 12 characters.</param>
public sealed record SignUp(string Email, string DisplayName, string Password);

/// <summary>The rules for a new account, apart from the password's, which Identity keeps.</summary>
public sealed class SignUpValidator : AbstractValidator<SignUp>
{
    /// <summary>The rules.</summary>
    public SignUpValidator()
    {
        RuleFor(account => account.Email).Must(BeAnAddress).WithErrorCode("account.email").WithName("email")
            .WithMessage("That is not an email address. Write one such as name@example.org.");
        RuleFor(account => account.DisplayName).Must(BeAName).WithErrorCode("account.display-name").WithName("displayName")
            .WithMessage("A name has 1 to 80 characters, no control characters, and no space at its ends.");
    }

    private static bool BeAnAddress(string? text) =>
        text is { Length: >= 3 and <= 254 }
        && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || "<>(),;:\\\"[]".Contains(character, StringComparison.Ordinal));

    private static bool BeAName(string? text) =>
        text is { Length: >= 1 and <= 80 }
        && text.Trim().Length == text.Length
        && text.EnumerateRunes().All(rune => System.Text.Rune.GetUnicodeCategory(rune) is not (
            System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned));
}
