namespace NeuralMarket.Format.Text;

/// <summary>One line of a text.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Without its LF or CRLF; a CR that is not part of a CRLF stays in it.</param>
internal readonly record struct TextLine(int Number, string Text);

/// <summary>Cuts text into lines at LF or CRLF.</summary>
internal static class TextLines
{
    /// <summary>The lines, as many as there are LFs, and what follows the last one when it is not empty.</summary>
    public static IEnumerable<TextLine> Of(string text)
    {
        int number = 1;
        for (int start = 0; start < text.Length; number++)
        {
            int end = text.IndexOf('\n', start);
            int next = end < 0 ? text.Length : end + 1;
            int last = end < 0 ? text.Length : end > start && text[end - 1] == '\r' ? end - 1 : end;
            yield return new TextLine(number, text.Substring(start, last - start));
            start = next;
        }
    }
}
