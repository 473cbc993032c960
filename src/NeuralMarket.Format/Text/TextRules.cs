namespace NeuralMarket.Format.Text;

/// <summary>The rules for text that people read (specialneurons.md, below the table of manifest.json).</summary>
internal static class TextRules
{
    /// <summary>The first code point that is not allowed, or -1.</summary>
    public static int FirstForbidden(string text, bool allowLineFeedAndTab)
    {
        for (int i = 0; i < text.Length; i += CodePoints.LengthAt(text, i))
        {
            int codePoint = CodePoints.At(text, i);
            if (CodePoints.IsSurrogate(codePoint) || IsForbidden(codePoint, allowLineFeedAndTab))
            {
                return codePoint;
            }
        }

        return -1;
    }

    /// <summary>Whether a text is in Normalization Form C; text with lone surrogates is not.</summary>
    public static bool IsNormalized(string text)
    {
        for (int i = 0; i < text.Length; i += CodePoints.LengthAt(text, i))
        {
            if (CodePoints.IsSurrogate(CodePoints.At(text, i)))
            {
                return false;
            }
        }

        return NormalizationFormC.Has(text);
    }

    /// <summary>Whether a text begins or ends with white space.</summary>
    public static bool HasWhiteSpaceAtEnds(string text) =>
        text.Length > 0 && (IsWhiteSpace(text[0]) || IsWhiteSpace(text[text.Length - 1]));

    /// <summary>Control, private-use, bidirectional control, zero-width and tag characters.</summary>
    public static bool IsForbidden(int codePoint, bool allowLineFeedAndTab) =>
        (IsControl(codePoint) && !(allowLineFeedAndTab && codePoint is '\n' or '\t'))
        || IsPrivateUse(codePoint) || IsBidirectionalControl(codePoint) || IsZeroWidth(codePoint) || IsTag(codePoint);

    /// <summary>What kind of forbidden character it is, with its article.</summary>
    public static string Kind(int codePoint) => codePoint switch
    {
        _ when CodePoints.IsSurrogate(codePoint) => "half of a surrogate pair",
        _ when IsControl(codePoint) => "a control character",
        _ when IsPrivateUse(codePoint) => "a private-use character",
        _ when IsBidirectionalControl(codePoint) => "a bidirectional control",
        _ when IsZeroWidth(codePoint) => "a zero-width character",
        _ => "a tag character",
    };

    // General_Category Cc.
    private static bool IsControl(int codePoint) => codePoint is <= 0x1F or (>= 0x7F and <= 0x9F);

    // General_Category Co.
    private static bool IsPrivateUse(int codePoint) =>
        codePoint is (>= 0xE000 and <= 0xF8FF) or (>= 0xF0000 and <= 0xFFFFD) or (>= 0x100000 and <= 0x10FFFD);

    // Property Bidi_Control.
    private static bool IsBidirectionalControl(int codePoint) =>
        codePoint is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsZeroWidth(int codePoint) =>
        codePoint is 0x00AD or 0x180E or (>= 0x200B and <= 0x200D) or (>= 0x2060 and <= 0x2064) or 0xFEFF;

    private static bool IsTag(int codePoint) => codePoint is >= 0xE0000 and <= 0xE007F;

    // Property White_Space; all of it lies below U+10000.
    private static bool IsWhiteSpace(char character) =>
        character is (>= '\t' and <= '\r') or ' ' or '\u0085' or '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A')
            or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000';
}
