namespace NeuralMarket.Market.Names;

/// <summary>How alike two names are.</summary>
public enum Likeness
{
    /// <summary>They can be told apart.</summary>
    None,

    /// <summary>They differ by so few letters that one may be taken for the other, or typed for it.</summary>
    Near,

    /// <summary>They look the same.</summary>
    Confusable,
}

/// <summary>Whether a patch's id or title could be taken for another's. Symmetric; a name is confusable with itself.</summary>
public static class LookAlikes
{
    // Short words are neighbours by chance: cat and car, but not leopard and leopord.
    private const int OneEditFrom = 5;
    private const int TwoEditsFrom = 9;

    /// <summary>Compares two names.</summary>
    public static Likeness Compare(string left, string right)
    {
        (string leftSkeleton, string rightSkeleton) = (NameSkeleton.Of(left), NameSkeleton.Of(right));
        (string leftWritten, string rightWritten) = (NameSkeleton.AsWritten(left), NameSkeleton.AsWritten(right));
        if (leftSkeleton == rightSkeleton || leftWritten == rightWritten || leftSkeleton == rightWritten || leftWritten == rightSkeleton)
        {
            return Likeness.Confusable;
        }

        (string leftLetters, string rightLetters) = (NameSkeleton.Letters(left), NameSkeleton.Letters(right));
        int length = Math.Min(leftLetters.EnumerateRunes().Count(), rightLetters.EnumerateRunes().Count());
        int limit = length >= TwoEditsFrom ? 2 : length >= OneEditFrom ? 1 : 0;
        if (limit == 0 || DifferByNumbers(left, right))
        {
            return Likeness.None;
        }

        // A skeleton can be longer than the name ("m" looks like "rn"), so what is typed is compared, too.
        bool isNear = EditDistance.Within(leftLetters, rightLetters, limit) is not null || EditDistance.Within(leftSkeleton, rightSkeleton, limit) is not null;
        return isNear ? Likeness.Near : Likeness.None;
    }

    /// <summary>"fungi-2" and "fungi-3" are two of a series, and meant to be alike.</summary>
    private static bool DifferByNumbers(string left, string right) =>
        left.Any(char.IsDigit) && right.Any(char.IsDigit) && WithoutDigits(left) == WithoutDigits(right);

    private static string WithoutDigits(string text) => NameSkeleton.Of(string.Concat(text.Where(character => !char.IsDigit(character))));
}
