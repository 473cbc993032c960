namespace NeuralMarket.Server.Hosting;

/// <summary>
/// Gives every request an identifier of our own making, says it in the response and in the log. What the caller sends under that
/// name is ignored: it would let others write into our logs.
/// </summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.TraceIdentifier = Guid.CreateVersion7().ToString("n");
        context.Response.Headers[Header] = context.TraceIdentifier;
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("NeuralMarket.Server.Requests");
        using (logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = context.TraceIdentifier }))
            await next(context).ConfigureAwait(false);
    });
}
