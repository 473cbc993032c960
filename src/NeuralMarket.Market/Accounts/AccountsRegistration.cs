using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Accounts;

/// <summary>Registers accounts.</summary>
public static class AccountsRegistration
{
    /// <summary>ASP.NET Core Identity on the market's database, with our rules, and the services around it. The host adds <see cref="IAccountLinks"/>.</summary>
    public static IdentityBuilder AddMarketAccounts(this IServiceCollection services)
    {
        services.AddScoped<AccountRegistration>();
        services.AddScoped<AccountMails>();
        services.AddScoped<AccountRoles>();
        services.AddScoped<ApiKeys>();
        services.AddScoped<FirstAdministrator>();
        return services.AddIdentityCore<Account>(Configure)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<MarketDb>()
            .AddPasswordValidator<PasswordIsNotTheAddress>()
            .AddDefaultTokenProviders();
    }

    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = ""; // The name is the address; its rules are in SignUpValidator.
        options.SignIn.RequireConfirmedEmail = true;

        // Length is what helps; demanding kinds of characters is not (NIST SP 800-63B).
        options.Password.RequiredLength = AccountProblems.PasswordLength;
        options.Password.RequiredUniqueChars = AccountProblems.PasswordUniqueCharacters;
        options.Password.RequireDigit = options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 8;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
    }
}
