using System.Net;
using System.Text.RegularExpressions;

namespace NeuralMarket.Market.Notifications;

/// <summary>The same text as HTML: paragraphs, lists and links, readable in light and dark without a style of ours fighting the reader's.</summary>
public static partial class MailHtml
{
    /// <summary>Makes the HTML body.</summary>
    public static string From(MailText text)
    {
        IEnumerable<string> blocks = text.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Block);
        return $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{WebUtility.HtmlEncode(text.Subject)}</title></head>
            <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:38rem;margin:1.5rem auto;padding:0 1rem">{string.Join('\n', blocks)}</body></html>
            """;
    }

    private static string Block(string block)
    {
        string[] lines = block.Trim('\n').Split('\n');
        IEnumerable<string> items = lines.Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => $"<li>{Line(line[2..])}</li>");
        IEnumerable<string> rest = lines.Where(line => !line.StartsWith("- ", StringComparison.Ordinal)).Select(Line);
        string paragraph = string.Join("<br>", rest);
        string list = string.Concat(items);
        return (paragraph.Length > 0 ? $"<p>{paragraph}</p>" : "") + (list.Length > 0 ? $"<ul>{list}</ul>" : "");
    }

    private static string Line(string line) => Address().Replace(WebUtility.HtmlEncode(line), match => $"<a href=\"{match.Value}\">{match.Value}</a>");

    [GeneratedRegex(@"https?://[^\s<]+")]
    private static partial Regex Address();
}
