using System.Globalization;
using System.Text;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Findings;

/// <summary>Quotes text from outside for a message: short, on one line, nothing in it that a terminal or a page could take as an instruction.</summary>
internal static class Quote
{
    private const int MaximumCharacters = 60;

    /// <summary>The text in quotes.</summary>
    public static string Text(string text) => "\"" + Plain(text) + "\"";

    /// <summary>The text without quotes, for use as part of a place.</summary>
    public static string Plain(string text)
    {
        StringBuilder quoted = new();
        int count = 0;
        for (int i = 0; i < text.Length; i += CodePoints.LengthAt(text, i))
        {
            if (count++ == MaximumCharacters)
            {
                return quoted.Append('…').ToString();
            }

            Append(quoted, text, i);
        }

        return quoted.ToString();
    }

    /// <summary>A code point by its number: <c>U+200B</c>.</summary>
    public static string CodePoint(int codePoint) => "U+" + codePoint.ToString("X4", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder quoted, string text, int position)
    {
        int codePoint = CodePoints.At(text, position);
        if (CodePoints.IsSurrogate(codePoint) || TextRules.IsForbidden(codePoint, allowLineFeedAndTab: false))
        {
            quoted.Append('<').Append(CodePoint(codePoint)).Append('>');
        }
        else
        {
            quoted.Append(text, position, CodePoints.LengthAt(text, position));
        }
    }
}
