using FluentValidation;
using Microsoft.Extensions.Options;

namespace NeuralMarket.Server.Hosting;

/// <summary>Runs a FluentValidation validator when the options are first made, which <c>ValidateOnStart</c> brings forward.</summary>
internal sealed class FluentOptionsValidation<TOptions>(IValidator<TOptions> validator) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var result = validator.Validate(options);
        return result.IsValid
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(result.Errors.Select(error => error.ErrorMessage));
    }
}

internal static class FluentOptionsRegistration
{
    public static IServiceCollection AddCheckedOptions<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidator<TOptions>, new()
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new FluentOptionsValidation<TOptions>(new TValidator()));
        return services;
    }
}
