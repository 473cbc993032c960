using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Server.Api.Problems;
using NeuralMarket.Server.Hosting;

namespace NeuralMarket.Server.Access;

internal static class AccessRegistration
{
    /// <summary>A request authenticates by its API key when it has one, otherwise by the portal's cookie.</summary>
    private const string KeyOrCookie = "KeyOrCookie";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<IAccountLinks, AccountLinks>();
        services.AddMarketAccounts().AddSignInManager().AddClaimsPrincipalFactory<AccountClaims>();
        services.AddScoped<PortalSessions>();
        services.AddAuthentication(KeyOrCookie)
            .AddPolicyScheme(KeyOrCookie, null, options => options.ForwardDefaultSelector = context =>
                ApiKeyAuthentication.IsPresent(context.Request) ? ApiKeyAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));

        // A role that was taken away, or a password changed elsewhere, ends a session within a minute.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        return services.AddPolicies();
    }

    /// <summary>
    /// Who may do what. Roles do not include one another: an administrator is no reviewer unless given the role. An endpoint or page that
    /// names no policy is open to nobody, so that a forgotten one shows at once.
    /// </summary>
    private static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, MetricsReaderHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Author, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Reviewer, policy => policy.RequireRole(Roles.Reviewer))
            .AddPolicy(Policies.Curator, policy => policy.RequireRole(Roles.Curator))
            .AddPolicy(Policies.Admin, policy => policy.RequireRole(Roles.Admin))
            .AddPolicy(Policies.HeldOutImages, policy => policy.RequireRole(Roles.Reviewer, Roles.Curator))
            .AddPolicy(Policies.Metrics, policy => policy.AddRequirements(new MetricsReader()))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        return services;
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.LoginPath = PortalPaths.SignIn;
        cookie.AccessDeniedPath = PortalPaths.AccessDenied;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        cookie.Cookie.Name = "neuralmarket";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

        // Programs get a status, people a page.
        var toSignIn = cookie.Events.OnRedirectToLogin;
        var toDenied = cookie.Events.OnRedirectToAccessDenied;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized, toSignIn);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden, toDenied);
    }

    private static Task Answer(
        RedirectContext<CookieAuthenticationOptions> context, int status, Func<RedirectContext<CookieAuthenticationOptions>, Task> redirect)
    {
        if (!ProblemMiddleware.IsApi(context.Request.Path) && context.Request.Path != Telemetry.MetricsPath)
            return redirect(context);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
