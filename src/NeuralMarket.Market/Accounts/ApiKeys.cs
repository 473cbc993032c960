using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Audit;
using NeuralMarket.Market.Storage;

namespace NeuralMarket.Market.Accounts;

/// <summary>A new key with its secret, which is shown once and kept nowhere.</summary>
/// <param name="Id">Names the key.</param>
/// <param name="Secret"><c>nm_</c> and 32 random bytes in base64url.</param>
/// <param name="Prefix">Its first characters.</param>
public sealed record IssuedApiKey(Guid Id, string Secret, string Prefix);

/// <summary>Issues, finds and revokes the keys with which programs act for accounts.</summary>
public sealed class ApiKeys(MarketDb db, TimeProvider time)
{
    /// <summary>What every key begins with.</summary>
    public const string Start = "nm_";

    /// <summary>The length of a key in characters.</summary>
    public const int Length = 3 + 43;

    private const int PrefixLength = 9;
    private static readonly TimeSpan UseResolution = TimeSpan.FromHours(1);

    /// <summary>Makes a key for an account.</summary>
    public async Task<IssuedApiKey> IssueAsync(Guid accountId, string name, CancellationToken cancellationToken)
    {
        var secret = Start + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = new ApiKey
        {
            AccountId = accountId,
            Name = name,
            KeyHash = HashOf(secret),
            Prefix = secret[..PrefixLength],
            CreatedAt = time.GetUtcNow(),
        };
        db.ApiKeys.Add(key);
        Record(accountId, "apiKeyIssued", key);
        await db.SaveChangesAsync(cancellationToken);
        return new IssuedApiKey(key.Id, secret, key.Prefix);
    }

    /// <summary>The account that a key acts for; absent when the key is unknown or revoked.</summary>
    public async Task<Account?> FindAccountAsync(string secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length != Length || !secret.StartsWith(Start, StringComparison.Ordinal))
            return null;

        // Looked up by its hash, so the time it takes says nothing about other keys.
        var hash = HashOf(secret);
        var key = await db.ApiKeys.AsNoTracking()
            .SingleOrDefaultAsync(row => row.KeyHash == hash && row.RevokedAt == null, cancellationToken);
        if (key is null)
            return null;

        await NoteUseAsync(key, cancellationToken);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == key.AccountId, cancellationToken);
    }

    /// <summary>An account's keys, the newest first, revoked ones too.</summary>
    public Task<List<ApiKey>> ListAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.ApiKeys.AsNoTracking().Where(row => row.AccountId == accountId).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>Ends a key at once; false when the account has no such key in use.</summary>
    public async Task<bool> RevokeAsync(Guid accountId, Guid keyId, CancellationToken cancellationToken)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(
            row => row.Id == keyId && row.AccountId == accountId && row.RevokedAt == null, cancellationToken);
        if (key is null)
            return false;

        key.RevokedAt = time.GetUtcNow();
        Record(accountId, "apiKeyRevoked", key);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>The hash under which a key is kept. The key has 256 random bits, so a fast hash is enough.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private async Task NoteUseAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (key.LastUsedAt is { } last && now - last < UseResolution)
            return;
        await db.ApiKeys.Where(row => row.Id == key.Id)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.LastUsedAt, now), cancellationToken);
    }

    private void Record(Guid accountId, string action, ApiKey key) => db.AuditEntries.Add(new AuditEntry
    {
        At = time.GetUtcNow(),
        Actor = accountId,
        Action = action,
        Detail = $"{key.Name} ({key.Prefix}…)",
        UniqueKey = $"api-key:{key.Id}:{action}",
    });
}
