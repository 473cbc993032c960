using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>Registers what the role <c>mail</c> needs besides.</summary>
public static class MailIntakeRegistration
{
    /// <summary>Registers the mailbox that the settings name, and the listener on it; nothing when there is none.</summary>
    public static IServiceCollection AddMarketMailIntake(this IServiceCollection services, IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(IncomingMailOptions.Section);
        services.AddCheckedOptions<IncomingMailOptions, IncomingMailOptionsRules>(section);
        IncomingMailOptions options = section.Get<IncomingMailOptions>() ?? new();
        if (!options.IsOn)
        {
            return services;
        }

        _ = options.IsImap ? services.AddSingleton<IMailSource, ImapSource>() : services.AddSingleton<IMailSource, MaildirSource>();
        return services.AddScoped<MailIntake>().AddScoped<IntakeMails>().AddHostedService<MailListener>();
    }
}
