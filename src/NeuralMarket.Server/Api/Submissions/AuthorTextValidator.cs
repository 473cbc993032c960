using FluentValidation;

namespace NeuralMarket.Server.Api.Submissions;

internal sealed class AuthorTextValidator : AbstractValidator<AuthorText>
{
    public const int MaximumText = 4_000;

    public AuthorTextValidator() =>
        RuleFor(body => body.Text).Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= MaximumText)
            .WithErrorCode("request.text").OverridePropertyName("text").WithMessage("text has 1 to 4,000 characters.");
}
