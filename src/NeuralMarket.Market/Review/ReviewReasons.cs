namespace NeuralMarket.Market.Review;

/// <summary>The reasons that a reviewer may tick, with the words that the author reads.</summary>
public static class ReviewReasons
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["regressed"] = "The new version is worse than the published one on held-out photos.",
        ["accuracy"] = "The patch is wrong too often on held-out photos.",
        ["trigger"] = "The patch wakes on photos that it is not for.",
        ["description"] = "The description does not say clearly what the patch identifies.",
        ["icon"] = "The icon does not show what the patch is about.",
        ["name"] = "The title or an output's name is misleading.",
        ["rights"] = "The licence or the origin of the training photos is unclear.",
        ["duplicate"] = "The patch is too close to one that is published.",
        ["other"] = "See the reviewer's words.",
    };

    /// <summary>All codes with their words, in the order in which they are offered.</summary>
    public static IReadOnlyDictionary<string, string> All => Texts;

    /// <summary>Whether there is such a reason.</summary>
    public static bool IsKnown(string code) => Texts.ContainsKey(code);

    /// <summary>The words of a reason.</summary>
    public static string TextOf(string code) => Texts.TryGetValue(code, out string? text) ? text : code;
}
