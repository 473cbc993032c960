using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace NeuralMarket.Market.Intake.Mail;

/// <summary>Looks into the mailbox every so often. A mailbox that cannot be reached is tried again; a message that fails stays and is tried again.</summary>
internal sealed class MailListener(IMailSource source, IServiceScopeFactory scopes, IOptions<IncomingMailOptions> options, TimeProvider time, ILogger<MailListener> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(options.Value.PollSeconds), time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await source.FetchAsync(TakeInAsync, stoppingToken);
        }
        catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(broken, "The mailbox could not be read to its end; it is tried again in {PauseSeconds} s", options.Value.PollSeconds);
        }
    }

    // One message that cannot be handled must not keep the others waiting.
    private async Task<bool> TakeInAsync(FetchedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MailIntake>().TakeInAsync(message, cancellationToken);
            return true;
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(broken, "A message could not be taken in; it stays, and is tried again in {PauseSeconds} s", options.Value.PollSeconds);
            return false;
        }
    }
}
