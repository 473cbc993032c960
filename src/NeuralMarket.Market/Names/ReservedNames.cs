using System.Collections.Frozen;

namespace NeuralMarket.Market.Names;

/// <summary>Names that would be taken for the market's own, or for a part of an address.</summary>
public static class ReservedNames
{
    /// <summary>Reserved as a whole: words of addresses, roles and programs.</summary>
    private static readonly FrozenSet<string> Whole = Skeletons(
        "about", "account", "accounts", "api", "app", "base", "bases", "blog", "catalog", "catalogue", "contact", "default", "demo", "docs", "download", "downloads",
        "example", "false", "feedback", "help", "home", "icon", "icons", "images", "index", "legal", "license", "log", "login", "logout", "mail", "me", "metrics", "new",
        "none", "null", "patch", "patches", "privacy", "register", "review", "reviewer", "root", "search", "settings", "signin", "signup", "static", "status",
        "submission", "submissions", "submit", "terms", "test", "true", "undefined", "upload", "user", "users", "version", "versions", "webmaster");

    /// <summary>Reserved wherever they stand as a word: who says one of them claims to speak for the market.</summary>
    private static readonly FrozenSet<string> AnyWord = Skeletons(
        "admin", "administrator", "administrators", "betect", "certified", "curator", "moderator", "neuralmarket", "official", "postmaster", "security", "staff", "support",
        "system", "verified");

    /// <summary>The reserved word that a patch's id or title is or holds, or looks as if it did; <see langword="null"/> when there is none.</summary>
    public static string? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string whole = NameSkeleton.Of(name);
        if (Whole.Contains(whole) || AnyWord.Contains(whole))
        {
            return name;
        }

        string[] words = name.Split([' ', '-', '_', '.', '/', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
        return words.FirstOrDefault(word => AnyWord.Contains(NameSkeleton.Of(word)) || AnyWord.Contains(NameSkeleton.AsWritten(word)))
            ?? words.Zip(words.Skip(1), (first, second) => $"{first} {second}").FirstOrDefault(pair => AnyWord.Contains(NameSkeleton.Of(pair)));
    }

    private static FrozenSet<string> Skeletons(params ReadOnlySpan<string> words)
    {
        HashSet<string> skeletons = new(StringComparer.Ordinal);
        foreach (string word in words)
        {
            skeletons.Add(NameSkeleton.Of(word));
        }

        return skeletons.ToFrozenSet(StringComparer.Ordinal);
    }
}
