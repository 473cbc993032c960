namespace NeuralMarket.Format.Text;

/// <summary>Walks UTF-16 text by Unicode code point; a lone surrogate counts as one.</summary>
internal static class CodePoints
{
    /// <summary>The code point that begins at a position.</summary>
    public static int At(string text, int position) =>
        IsPairAt(text, position) ? char.ConvertToUtf32(text[position], text[position + 1]) : text[position];

    /// <summary>How many UTF-16 units the code point at a position has.</summary>
    public static int LengthAt(string text, int position) => IsPairAt(text, position) ? 2 : 1;

    /// <summary>How many code points a text has.</summary>
    public static int Count(string text)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i += LengthAt(text, i))
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether a number is that of a surrogate, which is no character.</summary>
    public static bool IsSurrogate(int codePoint) => codePoint is >= 0xD800 and <= 0xDFFF;

    private static bool IsPairAt(string text, int position) =>
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]);
}
