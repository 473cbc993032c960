using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Notifications;

/// <summary>Sends what is due: claim a row for a while, hand the mail over, note it. Whoever dies in between leaves a lease that runs out.</summary>
internal sealed class Outbox(MarketDb db, IMailTransport transport, MailComposer composer, IOptions<OutgoingMailOptions> options, TimeProvider time, ILogger<Outbox> log) : IOutbox
{
    private const int MostAtOnce = 20;
    private const int LongestError = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        while (await DueAsync(cancellationToken) is { Count: > 0 } due)
        {
            foreach (OutgoingMail mail in due)
            {
                if (await ClaimAsync(mail, cancellationToken))
                {
                    await NoteAsync(mail, await SendAsync(mail, cancellationToken));
                }
            }
        }
    }

    // Whatever goes wrong with one mail counts as a try of that mail, and the others go on.
    private async Task<Delivery> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(composer.Compose(mail), cancellationToken);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(broken, "Mail {MailId} broke the sender", mail.Id);
            return new Delivery.TryAgain(broken.Message);
        }
    }

    private Task<List<OutgoingMail>> DueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return db.OutgoingMails.AsNoTracking()
            .Where(row => row.SentAt == null && row.FailedAt == null && row.DueAt <= now && (row.LeaseUntil == null || row.LeaseUntil < now))
            .OrderBy(row => row.DueAt).Take(MostAtOnce).ToListAsync(cancellationToken);
    }

    private async Task<bool> ClaimAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset until = now + Lease;
        int claimed = await db.OutgoingMails
            .Where(row => row.Id == mail.Id && row.SentAt == null && row.FailedAt == null && (row.LeaseUntil == null || row.LeaseUntil < now))
            .ExecuteUpdateAsync(row => row.SetProperty(x => x.LeaseUntil, until).SetProperty(x => x.Attempts, x => x.Attempts + 1), cancellationToken);
        return claimed == 1;
    }

    // Not cancelled: the mail is out, and whoever stops the program now must not make it go out twice.
    private async Task NoteAsync(OutgoingMail mail, Delivery delivery)
    {
        IQueryable<OutgoingMail> row = db.OutgoingMails.Where(row => row.Id == mail.Id);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? none = null;
        switch (delivery)
        {
            case Delivery.Accepted:
                await row.ExecuteUpdateAsync(x => x.SetProperty(y => y.SentAt, now).SetProperty(y => y.LeaseUntil, none), CancellationToken.None);
                break;
            case Delivery.TryAgain(var why) when mail.Attempts + 1 < options.Value.MostAttempts:
                TimeSpan pause = PauseAfter(mail.Attempts + 1);
                await row.ExecuteUpdateAsync(x => x.SetProperty(y => y.DueAt, now + pause).SetProperty(y => y.LeaseUntil, none).SetProperty(y => y.LastError, Short(why)), CancellationToken.None);
                log.LogWarning("Mail {MailId} could not be sent: {Error}; it is tried again in {PauseSeconds} s", mail.Id, why, pause.TotalSeconds);
                break;
            case Delivery.TryAgain(var why):
                await GiveUpAsync(mail, row, why, now);
                break;
            case Delivery.Refused(var why):
                await GiveUpAsync(mail, row, why, now);
                break;
        }
    }

    private async Task GiveUpAsync(OutgoingMail mail, IQueryable<OutgoingMail> row, string why, DateTimeOffset now)
    {
        DateTimeOffset? none = null;
        await row.ExecuteUpdateAsync(x => x.SetProperty(y => y.FailedAt, now).SetProperty(y => y.LeaseUntil, none).SetProperty(y => y.LastError, Short(why)), CancellationToken.None);
        log.LogError("Mail {MailId} is given up after {Attempts} tries: {Error}", mail.Id, mail.Attempts + 1, why);
    }

    // 10 s, 20 s, 40 s … with up to a quarter more, so that mails that failed together do not come back together.
    private static TimeSpan PauseAfter(int attempts)
    {
        double seconds = 10 * Math.Pow(2, Math.Min(attempts - 1, 20)) * (1 + (Random.Shared.NextDouble() / 4));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestPause.TotalSeconds));
    }

    private static string Short(string why) => why.Length <= LongestError ? why : why[..LongestError];
}
