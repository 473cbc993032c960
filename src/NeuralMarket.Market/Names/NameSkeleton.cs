using System.Globalization;
using System.Text;

namespace NeuralMarket.Market.Names;

/// <summary>
/// What a name looks like (UTS #39, section 4): two names with the same skeleton cannot be told apart at a glance. Letters and digits alone count, in whatever case;
/// hyphens, spaces and the like are dropped, since nobody remembers where they were.
/// </summary>
public static class NameSkeleton
{
    /// <summary>The skeleton of a name as people say it, in small letters: "I" and "i" are the same, "I" and "l" are not.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Build(name.Normalize(NormalizationForm.FormKC).ToLowerInvariant());
    }

    /// <summary>The skeleton of a name as it is written: "I" and "l" are the same, "I" and "i" are not.</summary>
    public static string AsWritten(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Build(name.Normalize(NormalizationForm.FormKC));
    }

    /// <summary>The letters and digits of a name in small letters, whatever they look like: what is typed.</summary>
    internal static string Letters(string name) => Kept(name.Normalize(NormalizationForm.FormKC).ToLowerInvariant());

    private static string Build(string text)
    {
        StringBuilder skeleton = new();
        foreach (Rune character in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            Confusables.Append(skeleton, character);
        }

        return Kept(skeleton.ToString().Normalize(NormalizationForm.FormD));
    }

    private static string Kept(string whole)
    {
        string letters = string.Concat(whole.EnumerateRunes().Where(IsKept));
        return letters.Length > 0 ? letters : whole;
    }

    private static bool IsKept(Rune character) => Rune.IsLetterOrDigit(character) || Rune.GetUnicodeCategory(character) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
