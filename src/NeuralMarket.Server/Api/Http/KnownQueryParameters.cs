using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Api.Http;

/// <summary>
/// Refuses query parameters that the endpoint does not read, and ones given twice: a misspelt filter would otherwise silently
/// answer another question. The names come from the handler's own <see cref="FromQueryAttribute"/> parameters.
/// </summary>
internal static class KnownQueryParameters
{
    public static TBuilder RefuseUnknownQuery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((endpoint, next) =>
        {
            var known = NamesRead(endpoint.MethodInfo).ToHashSet(StringComparer.Ordinal);
            return call => Refusal(call.HttpContext.Request.Query, known) is { } problem
                ? ValueTask.FromResult<object?>(problem.ToResult(call.HttpContext))
                : next(call);
        });

    internal static ApiProblem? Refusal(IQueryCollection query, HashSet<string> known)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name))
                return ApiProblem.Invalid("query.unknown", $"The query parameter '{name}' is not known here.", Known(known), name);
            if (values.Count > 1)
                return ApiProblem.Invalid("query.repeated", $"The query parameter '{name}' is given more than once.", "Give it once.", name);
        }

        return null;
    }

    internal static IEnumerable<string> NamesRead(MethodInfo handler)
    {
        foreach (var parameter in handler.GetParameters())
        {
            if (parameter.GetCustomAttribute<FromQueryAttribute>() is { } query)
                yield return query.Name ?? parameter.Name!;
            if (parameter.GetCustomAttribute<AsParametersAttribute>() is null)
                continue;
            foreach (var property in parameter.ParameterType.GetProperties())
            {
                if (property.GetCustomAttribute<FromQueryAttribute>() is { } inner)
                    yield return inner.Name ?? property.Name;
            }
        }
    }

    private static string Known(HashSet<string> known) =>
        known.Count == 0 ? "This address reads none." : $"Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
}
