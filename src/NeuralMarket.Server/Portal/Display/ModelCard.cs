using System.Text;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>
/// Draws an author's README.md. It came from outside: HTML in it is shown as text, pictures become links, links lead only to the web or to a
/// mailbox, and headings fit below a page's section.
/// </summary>
public static class ModelCard
{
    private const int HeadingsBelow = 2;
    private const int DeepestHeading = 6;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>As HTML, from UTF-8.</summary>
    public static IHtmlContent Draw(byte[] readme) => Draw(Encoding.UTF8.GetString(readme));

    /// <summary>As HTML.</summary>
    public static IHtmlContent Draw(string readme)
    {
        try
        {
            var document = Markdown.Parse(readme, Pipeline);
            foreach (var heading in document.Descendants<HeadingBlock>())
                heading.Level = Math.Min(heading.Level + HeadingsBelow, DeepestHeading);
            foreach (var link in document.Descendants<LinkInline>().ToList())
                Tame(link);
            foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsAllowed(link.Url)).ToList())
                link.ReplaceBy(new LiteralInline(link.Url));
            return new HtmlString(document.ToHtml(Pipeline));
        }
        catch (ArgumentException)
        {
            return new HtmlContentBuilder().Append(readme); // Nested deeper than anybody writes: shown as it is.
        }
    }

    private static void Tame(LinkInline link)
    {
        if (!IsAllowed(link.GetDynamicUrl?.Invoke() ?? link.Url))
        {
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
            return;
        }

        link.IsImage = false;
        link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer ugc");
    }

    private static bool IsAllowed(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeMailto);
}
