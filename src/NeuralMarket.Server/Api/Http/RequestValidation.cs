using FluentValidation;
using FluentValidation.Results;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Api.Http;

/// <summary>Runs the FluentValidation validators of a handler's arguments before the handler.</summary>
internal static class RequestValidation
{
    public static TBuilder ValidateRequests<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((endpoint, next) =>
        {
            var validators = endpoint.MethodInfo.GetParameters()
                .Select((parameter, index) => (Index: index, Type: typeof(IValidator<>).MakeGenericType(parameter.ParameterType)))
                .Select(candidate => (candidate.Index, Validator: endpoint.ApplicationServices.GetService(candidate.Type) as IValidator))
                .Where(candidate => candidate.Validator is not null)
                .ToArray();
            return validators.Length == 0 ? next : call => RunAsync(validators, call, next);
        });

    private static async ValueTask<object?> RunAsync(
        (int Index, IValidator? Validator)[] validators, EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        foreach (var (index, validator) in validators)
        {
            if (call.Arguments[index] is not { } argument)
                continue;
            var result = await validator!
                .ValidateAsync(new ValidationContext<object>(argument), call.HttpContext.RequestAborted).ConfigureAwait(false);
            if (!result.IsValid)
                return Problem(result.Errors[0]).ToResult(call.HttpContext);
        }

        return await next(call).ConfigureAwait(false);
    }

    private static ApiProblem Problem(ValidationFailure failure) =>
        ApiProblem.Invalid(failure.ErrorCode, failure.ErrorMessage, "Mend it and send the request again.", failure.PropertyName);
}
