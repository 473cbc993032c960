using System.Text;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>
/// Draws an author's README.md. It came from outside: HTML in it is shown as text, pictures become their words, and links lead only to the web
/// or to a mailbox.
/// </summary>
public static class ModelCard
{
    private const int HeadingsBelow = 2;
    private const int DeepestHeading = 6;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>As HTML, with headings that fit below a page's section.</summary>
    public static IHtmlContent Draw(byte[] readme)
    {
        var document = Markdown.Parse(Encoding.UTF8.GetString(readme), Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(heading.Level + HeadingsBelow, DeepestHeading);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Tame(link);
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsAllowed(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        return new HtmlString(document.ToHtml(Pipeline));
    }

    private static void Tame(LinkInline link)
    {
        if (link.IsImage || !IsAllowed(link.Url))
        {
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
            return;
        }

        link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer ugc");
    }

    private static bool IsAllowed(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeMailto);
}
