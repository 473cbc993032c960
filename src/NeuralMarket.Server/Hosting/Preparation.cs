using Microsoft.Extensions.Options;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Server.Hosting;

/// <summary>What happens before the server listens.</summary>
internal static class Preparation
{
    /// <summary>
    /// Brings the database to this version. On the very first start it makes an administrator, too, and prints the one-time link with which
    /// to choose its password: on standard output, not in the log, which others may read.
    /// </summary>
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await DatabaseRegistration.MigrateAsync(services, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var email = services.GetRequiredService<IOptions<ServerOptions>>().Value.AdministratorEmail;
        var link = await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().CreateAsync(email, cancellationToken);
        if (link is not null)
            Console.Out.WriteLine($"The administrator {email} chooses a password here; the link works once, for a day:\n  {link.AbsoluteUri}");
    }
}
