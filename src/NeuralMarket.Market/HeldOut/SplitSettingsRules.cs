using FluentValidation;

namespace NeuralMarket.Market.HeldOut;

/// <summary>Checks <see cref="SplitSettings"/>.</summary>
public sealed class SplitSettingsRules : AbstractValidator<SplitSettings>
{
    private const int FewestKeyBytes = 16;

    /// <summary>Lists the rules.</summary>
    public SplitSettingsRules()
    {
        RuleFor(settings => settings.Key).Must(key => key is null || IsKey(key)).WithMessage($"Splits:Key is base64 of at least {FewestKeyBytes} bytes.");
        RuleFor(settings => settings).Custom((settings, context) =>
        {
            foreach (string problem in settings.ToOptions().Problems())
            {
                context.AddFailure($"Splits: {problem}");
            }
        });
    }

    private static bool IsKey(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length >= FewestKeyBytes;
    }
}
