using Microsoft.AspNetCore.Identity;

namespace NeuralMarket.Market.Accounts;

/// <summary>A person who signs in. Everybody is an author; further roles are granted.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The name under which patches are published.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The roles.</summary>
public static class Roles
{
    /// <summary>Submits patches; everybody.</summary>
    public const string Author = "author";

    /// <summary>Decides submissions.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Keeps the held-out images.</summary>
    public const string Curator = "curator";

    /// <summary>Runs the market.</summary>
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Author, Reviewer, Curator, Admin];
}

/// <summary>A key with which a program acts for an account. Only its hash is kept.</summary>
public sealed class ApiKey
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose it is.</summary>
    public Guid AccountId { get; init; }

    /// <summary>What the owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, lower-case hex.</summary>
    public required string KeyHash { get; init; }

    /// <summary>Its first characters, to tell keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the hour.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
