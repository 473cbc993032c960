using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Server.Hosting;

/// <summary>How long the oldest work has been due that nobody has taken up: submissions to advance, mails to send.</summary>
internal static class DueWork
{
    public static async Task<TimeSpan> OldestAsync(MarketDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var submission = await db.Submissions
            .Where(row => row.WorkDueAt <= now && (row.WorkLeaseUntil == null || row.WorkLeaseUntil < now))
            .MinAsync(row => row.WorkDueAt, cancellationToken);
        var mail = await db.OutgoingMails
            .Where(row => row.SentAt == null && row.FailedAt == null && row.DueAt <= now)
            .MinAsync(row => (DateTimeOffset?)row.DueAt, cancellationToken);
        return new[] { submission, mail }.Max(due => due is null ? TimeSpan.Zero : now - due.Value);
    }
}
