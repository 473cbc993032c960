using System.Globalization;
using System.Net;
using System.Text;

namespace NeuralMarket.Regression.Plots;

/// <summary>
/// Writes one SVG image with a title and a text alternative. Colours are the page's custom properties with fallbacks, so that the same image serves
/// light and dark pages: <c>--plot-text</c> (else the text's own colour), <c>--plot-muted</c>, <c>--plot-grid</c>, <c>--plot-surface</c>.
/// </summary>
internal sealed class SvgCanvas
{
    public const string TextColour = "var(--plot-text, currentColor)";
    public const string MutedColour = "var(--plot-muted, #5f6670)";
    public const string GridColour = "var(--plot-grid, #d5d9df)";
    public const string SurfaceColour = "var(--plot-surface, #ffffff)";

    private readonly StringBuilder _text = new();

    /// <summary>
    /// Begins an image of so many pixels. The id is unique on the page: the title and the text alternative are referred to by it. An image with links
    /// is a group: what lies in an image proper is hidden from assistive technology.
    /// </summary>
    public SvgCanvas(string id, double width, double height, string title, string description, bool hasLinks = false)
    {
        _text.Append(Invariant(
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="{(hasLinks ? "group" : "img")}" aria-labelledby="{id}-title {id}-desc" viewBox="0 0 {width:0.##} {height:0.##}" width="{width:0.##}" height="{height:0.##}" font-family="system-ui, sans-serif" font-size="13">"""));
        _text.Append(Invariant($"""<title id="{id}-title">{Escape(title)}</title><desc id="{id}-desc">{Escape(description)}</desc>"""));
    }

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 1, string? dash = null) => _text.Append(Invariant(
        $"""<line x1="{x1:0.##}" y1="{y1:0.##}" x2="{x2:0.##}" y2="{y2:0.##}" stroke="{colour}" stroke-width="{width:0.##}"{(dash is null ? "" : $" stroke-dasharray=\"{dash}\"")}/>"""));

    public void Rectangle(double x, double y, double width, double height, string fill, string? hint = null)
    {
        _text.Append(Invariant($"""<rect x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}" rx="3" fill="{fill}" """));
        Close("rect", hint);
    }

    public void Circle(double x, double y, double radius, string fill, string stroke, string? hint = null)
    {
        _text.Append(Invariant($"""<circle cx="{x:0.##}" cy="{y:0.##}" r="{radius:0.##}" fill="{fill}" stroke="{stroke}" stroke-width="2" """));
        Close("circle", hint);
    }

    /// <summary>A square standing on its corner.</summary>
    public void Diamond(double x, double y, double radius, string fill, string stroke, string? hint = null)
    {
        _text.Append(Invariant(
            $"""<path d="M{x:0.##} {y - radius:0.##}L{x + radius:0.##} {y:0.##}L{x:0.##} {y + radius:0.##}L{x - radius:0.##} {y:0.##}Z" fill="{fill}" stroke="{stroke}" stroke-width="2" """));
        Close("path", hint);
    }

    /// <summary>Text whose <paramref name="anchor"/> (start, middle, end) lies at x, vertically centred at y.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string colour = TextColour, bool bold = false, double size = 13, double rotate = 0, string? hint = null)
    {
        _text.Append(Invariant($"""<text x="{x:0.##}" y="{y:0.##}" text-anchor="{anchor}" dominant-baseline="central" fill="{colour}" """));
        _text.Append(bold ? "font-weight=\"600\" " : "");
        _text.Append(size.Equals(13.0) ? "" : Invariant($"""font-size="{size:0.##}" """));
        _text.Append(rotate.Equals(0.0) ? "" : Invariant($"""transform="rotate({rotate:0.##} {x:0.##} {y:0.##})" """));
        _text.Append('>').Append(Escape(text)).Append(hint is null ? "" : $"<title>{Escape(hint)}</title>").Append("</text>");
    }

    public void BeginLink(string address, string label) => _text.Append(Invariant($"""<a href="{Escape(address)}" aria-label="{Escape(label)}">"""));

    public void EndLink() => _text.Append("</a>");

    public string Finish() => _text.Append("</svg>").ToString();

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Cuts a name that would not fit; the whole of it belongs into a hint.</summary>
    public static string Shorten(string name, int characters)
    {
        StringInfo text = new(name);
        return text.LengthInTextElements <= characters ? name : text.SubstringByTextElements(0, characters - 1).TrimEnd() + "…";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Close(string element, string? hint) => _text.Append(hint is null ? "/>" : $"><title>{Escape(hint)}</title></{element}>");
}
