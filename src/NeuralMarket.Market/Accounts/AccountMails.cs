using System.Globalization;
using System.Resources;
using NeuralMarket.Market.Notifications;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Accounts;

/// <summary>The mails about accounts themselves.</summary>
public enum AccountMail
{
    /// <summary>Prove the address.</summary>
    ConfirmEmail,

    /// <summary>Somebody signed up with an address that has an account.</summary>
    AlreadyThere,

    /// <summary>Choose a password.</summary>
    ChoosePassword,
}

/// <summary>Puts mails about accounts into the outbox, within the caller's transaction. Their texts are in <c>AccountTexts.resx</c>.</summary>
public sealed class AccountMails(MarketDb db, TimeProvider time)
{
    private static readonly ResourceManager Texts = new("NeuralMarket.Market.Accounts.AccountTexts", typeof(AccountMails).Assembly);

    /// <summary>Adds one mail with a link. Every request makes its own: an earlier one may have been lost.</summary>
    public void Add(Account account, AccountMail kind, Uri link)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(link);
        var now = time.GetUtcNow();
        db.OutgoingMails.Add(new OutgoingMail
        {
            UniqueKey = $"account:{account.Id}:{kind}:{Guid.CreateVersion7()}",
            ToAddress = account.Email!,
            ToName = account.DisplayName,
            Subject = Text($"{kind}.Subject"),
            TextBody = string.Format(CultureInfo.InvariantCulture, Text($"{kind}.Body"), account.DisplayName, link.AbsoluteUri),
            CreatedAt = now,
            DueAt = now,
        });
    }

    private static string Text(string name) =>
        Texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException(name);
}
