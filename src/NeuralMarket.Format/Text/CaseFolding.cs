using System.Text;

namespace NeuralMarket.Format.Text;

/// <summary>Full Unicode case folding (Unicode standard, section 3.13, toCasefold; statuses C and F, none of the Turkic ones).</summary>
internal static partial class CaseFolding
{
    private static readonly Dictionary<int, string> Foldings = BuildFoldings();

    /// <summary>The folded text: two texts that differ only by case fold to the same.</summary>
    public static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        for (int i = 0; i < text.Length; i += CodePoints.LengthAt(text, i))
        {
            if (Foldings.TryGetValue(CodePoints.At(text, i), out string? folding))
            {
                folded.Append(folding);
            }
            else
            {
                folded.Append(text, i, CodePoints.LengthAt(text, i));
            }
        }

        return folded.ToString();
    }

    private static Dictionary<int, string> BuildFoldings()
    {
        Dictionary<int, string> foldings = Expansions.ToDictionary(entry => entry.CodePoint, entry => entry.Folding);
        foreach ((int first, int count, int step, int distance) in Runs)
        {
            for (int i = 0; i < count; i++)
            {
                int codePoint = first + (i * step);
                foldings.Add(codePoint, char.ConvertFromUtf32(codePoint + distance));
            }
        }

        return foldings;
    }
}
