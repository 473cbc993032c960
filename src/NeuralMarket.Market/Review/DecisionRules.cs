using FluentValidation;

namespace NeuralMarket.Market.Review;

/// <summary>Whoever does not simply say yes says why.</summary>
public sealed class DecisionRules : AbstractValidator<DecisionRequest>
{
    /// <summary>The longest text to the author, in characters.</summary>
    public const int MaximumText = 4_000;

    /// <summary>Lists the rules.</summary>
    public DecisionRules()
    {
        RuleFor(decision => decision.Text).MaximumLength(MaximumText).WithErrorCode("decision.text").WithMessage("The text is longer than 4,000 characters.");
        RuleForEach(decision => decision.Reasons).Must(ReviewReasons.IsKnown).WithErrorCode("decision.reason").WithMessage("{PropertyValue} is not a reason.");
        When(decision => decision.Kind != DecisionKind.Approve, () =>
        {
            RuleFor(decision => decision.Reasons).NotEmpty().WithErrorCode("decision.reasons").WithMessage("Tick at least one reason.");
            RuleFor(decision => decision.Text).NotEmpty().When(decision => decision.Reasons.Contains("other"))
                .WithErrorCode("decision.text").WithMessage("Say in your own words what \"other\" means.");
        });
    }
}
