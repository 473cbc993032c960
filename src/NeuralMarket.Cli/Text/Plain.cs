using System.Globalization;
using System.Text;

namespace NeuralMarket.Cli.Text;

/// <summary>
/// Text from outside (file names, manifests, a server's answers) for a terminal: characters that a terminal takes as an instruction, or that hide or
/// reorder text, are shown by their numbers.
/// </summary>
internal static class Plain
{
    /// <summary>On one line.</summary>
    public static string Line(string text) => Write(text, keepLines: false);

    /// <summary>Line ends stay.</summary>
    public static string Lines(string text) => Write(text.Replace("\r\n", "\n", StringComparison.Ordinal), keepLines: true);

    private static string Write(string text, bool keepLines)
    {
        if (text.All(character => !IsUnsafe(character, keepLines)))
        {
            return text;
        }

        StringBuilder plain = new();
        foreach (char character in text)
        {
            if (IsUnsafe(character, keepLines))
            {
                plain.Append(CultureInfo.InvariantCulture, $"<U+{(int)character:X4}>");
            }
            else
            {
                plain.Append(character);
            }
        }

        return plain.ToString();
    }

    // Cf holds the bidirectional controls and the zero-width characters.
    private static bool IsUnsafe(char character, bool keepLines) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        && !(keepLines && character is '\n' or '\t');
}
