namespace NeuralMarket.Server.Api.Problems;

/// <summary>Under <c>/api</c> every error is a problem document, also what routing, authorisation and binding answer by themselves.</summary>
internal static class ProblemMiddleware
{
    public static IApplicationBuilder UseApiProblems(this IApplicationBuilder app) => app.UseWhen(
        context => IsApi(context.Request.Path), branch => branch.Use(RunAsync));

    internal static bool IsApi(PathString path) => path.StartsWithSegments("/api/v1", StringComparison.Ordinal);

    private static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            var problem = error.StatusCode == StatusCodes.Status400BadRequest
                ? ApiProblem.BadRequest(error.Message)
                : ApiProblem.ForStatus(error.StatusCode);
            await problem.WriteAsync(context).ConfigureAwait(false);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The caller has gone; nobody reads an answer.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProblemMiddleware));
            logger.LogError(error, "{Method} {Path} broke", context.Request.Method, context.Request.Path);
            await ApiProblem.ServerError.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        if (HasBareError(context))
            await ApiProblem.ForStatus(context.Response.StatusCode).WriteAsync(context).ConfigureAwait(false);
    }

    private static bool HasBareError(HttpContext context) =>
        context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null };
}
