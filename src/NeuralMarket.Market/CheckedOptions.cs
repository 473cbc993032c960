using FluentValidation;
using FluentValidation.Results;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace NeuralMarket.Market;

/// <summary>Settings that are checked when the program starts, each problem said in a sentence.</summary>
internal static class CheckedOptions
{
    public static void AddCheckedOptions<TOptions, TRules>(this IServiceCollection services, IConfigurationSection section)
        where TOptions : class
        where TRules : AbstractValidator<TOptions>, new()
    {
        services.AddSingleton<IValidateOptions<TOptions>, Check<TOptions, TRules>>();
        services.AddOptions<TOptions>().Bind(section).ValidateOnStart();
    }

    private sealed class Check<TOptions, TRules> : IValidateOptions<TOptions>
        where TOptions : class
        where TRules : AbstractValidator<TOptions>, new()
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            ValidationResult result = new TRules().Validate(options);
            return result.IsValid ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(result.Errors.Select(error => error.ErrorMessage));
        }
    }
}
