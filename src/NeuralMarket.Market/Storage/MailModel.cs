using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Notifications;

namespace NeuralMarket.Market.Storage;

/// <summary>Keys and indexes of mail: one mail a key, one intake a message.</summary>
internal static class MailModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<OutgoingMail>(mail =>
        {
            mail.HasIndex(row => row.UniqueKey).IsUnique();
            mail.HasIndex(row => new { row.SentAt, row.DueAt });
        });
        builder.Entity<ReceivedMail>().HasKey(row => row.Key);
    }
}
