namespace NeuralMarket.Server.Api.Http;

/// <summary>What may be kept by whom. Problems are never kept.</summary>
internal static class Caching
{
    /// <summary>A name that always means the same bytes.</summary>
    public const string Immutable = "public, max-age=31536000, immutable";

    private const string Never = "no-store";

    /// <summary>Anyone may keep good answers for so long.</summary>
    public static TBuilder CachedFor<TBuilder>(this TBuilder builder, int seconds)
        where TBuilder : IEndpointConventionBuilder => builder.With($"public, max-age={seconds}");

    /// <summary>Nobody keeps the answers: they are one account's.</summary>
    public static TBuilder NotCached<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.With(Never);

    private static TBuilder With<TBuilder>(this TBuilder builder, string value)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (call, next) =>
        {
            var result = await next(call);
            var headers = call.HttpContext.Response.Headers;
            if (StatusOf(result) >= StatusCodes.Status400BadRequest)
                headers.CacheControl = Never;
            else if (headers.CacheControl.Count == 0)
                headers.CacheControl = value;
            return result;
        });

    private static int StatusOf(object? result) => result switch
    {
        INestedHttpResult nested => StatusOf(nested.Result),
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        _ => StatusCodes.Status200OK,
    };
}
