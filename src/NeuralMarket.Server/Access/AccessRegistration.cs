namespace NeuralMarket.Server.Access;

internal static class AccessRegistration
{
    /// <summary>Who may do what. Roles do not include one another: an admin is no reviewer unless given the role.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Author, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Reviewer, policy => policy.RequireRole(Policies.Reviewer))
            .AddPolicy(Policies.Curator, policy => policy.RequireRole(Policies.Curator))
            .AddPolicy(Policies.Admin, policy => policy.RequireRole(Policies.Admin))
            .AddPolicy(Policies.HeldOutImages, policy => policy.RequireRole(Policies.Reviewer, Policies.Curator))
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser().Build());
        return services;
    }
}
