using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NeuralMarket.Market.Notifications;

/// <summary>Registers outgoing mail.</summary>
public static class MailRegistration
{
    /// <summary>Registers the outbox and the transport that the settings name.</summary>
    public static IServiceCollection AddMarketMail(this IServiceCollection services, IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(OutgoingMailOptions.Section);
        services.AddCheckedOptions<OutgoingMailOptions, OutgoingMailOptionsRules>(section);
        services.AddSingleton<MailComposer>().AddScoped<IOutbox, Outbox>();
        return (section.Get<OutgoingMailOptions>() ?? new()).IsSmtp
            ? services.AddSingleton<IMailTransport, SmtpTransport>()
            : services.AddSingleton<IMailTransport, MaildirTransport>();
    }
}
