using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Hosting;

/// <summary>
/// Limits for what changes something. A limited response says its limit (<c>RateLimit-Policy: "writes";q=60;w=60</c>); a refused
/// one is 429 with <c>Retry-After</c> in seconds and the code <c>rate.limited</c>.
/// </summary>
public static class RateLimits
{
    public const string Writes = "writes";
    public const string Submissions = "submissions";
    public const string SignIns = "sign-ins";

    public const string PolicyHeader = "RateLimit-Policy";

    internal static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(Writes, context => Window(Writes, context, Caller(context), Options(context).WritesPerMinute, TimeSpan.FromMinutes(1)));
        limiter.AddPolicy(Submissions, context => Window(Submissions, context, Caller(context), Options(context).SubmissionsPerHour, TimeSpan.FromHours(1)));
        limiter.AddPolicy(SignIns, context => Window(SignIns, context, Address(context), Options(context).SignInsPerMinute, TimeSpan.FromMinutes(1)));
        limiter.OnRejected = RefuseAsync;
    });

    private static RateLimitPartition<string> Window(string policy, HttpContext context, string caller, int permits, TimeSpan window)
    {
        // Reading a sign-in page costs nothing; posting it is what is limited.
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return RateLimitPartition.GetNoLimiter(caller);

        context.Response.Headers[PolicyHeader] = string.Create(
            CultureInfo.InvariantCulture, $"\"{policy}\";q={permits};w={(int)window.TotalSeconds}");
        return RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = window,
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        });
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(wait.TotalSeconds) : 60;
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        // A page's form gets the error page, which is drawn for answers without a body.
        if (ProblemMiddleware.IsApi(rejected.HttpContext.Request.Path))
            await ApiProblem.RateLimited(seconds).WriteAsync(rejected.HttpContext).ConfigureAwait(false);
    }

    private static ServerOptions Options(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value;

    private static string Caller(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Address(context);

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "local";
}
