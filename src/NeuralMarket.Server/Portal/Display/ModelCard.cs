using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;
using NeuralMarket.Market.Catalogue;

namespace NeuralMarket.Server.Portal.Display;

/// <summary>A device on which the author says that the patch was tried.</summary>
/// <param name="Platform"><c>android</c> or <c>ios</c>.</param>
/// <param name="Device">Its name.</param>
/// <param name="System">Its operating system.</param>
public sealed record TriedDevice(string Platform, string Device, string System);

/// <summary>What a published package says about itself beyond its row in the catalogue.</summary>
/// <param name="Card">The model card; absent when the package has none.</param>
/// <param name="IsCut">Whether only the beginning of the card is shown.</param>
/// <param name="Devices">Where the author tried it.</param>
public sealed record ModelCard(IHtmlContent? Card, bool IsCut, IReadOnlyList<TriedDevice> Devices)
{
    private const int MostCharacters = 24_000;
    private const int MostDevices = 20;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>
    /// Reads the two entries of a canonical package that pages show. The market wrote the package itself, so its container is sound; what the
    /// author wrote in it is not trusted.
    /// </summary>
    public static async Task<ModelCard> ReadAsync(CatalogueFile package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        await using var content = package.Content;
        await using var archive = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8, cancellationToken);
        var readme = await TextOfAsync(archive, "README.md", cancellationToken);
        var manifest = await TextOfAsync(archive, "manifest.json", cancellationToken);
        var isCut = readme?.Length > MostCharacters;
        return new ModelCard(
            string.IsNullOrWhiteSpace(readme) ? null : Render(isCut ? readme[..MostCharacters] : readme), isCut, manifest is null ? [] : DevicesOf(manifest));
    }

    /// <summary>
    /// CommonMark as HTML, harmless whatever it says: no HTML of its own, links to the web and to mail alone, pictures as links, headings below the page's.
    /// </summary>
    public static IHtmlContent Render(string markdown)
    {
        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            foreach (var heading in document.Descendants<HeadingBlock>())
                heading.Level = Math.Min(6, heading.Level + 2);
            foreach (var inline in document.Descendants<Inline>().ToList())
                Tame(inline);
            using var writer = new StringWriter();
            var renderer = new HtmlRenderer(writer);
            Pipeline.Setup(renderer);
            renderer.Render(document);
            return new HtmlString(writer.ToString());
        }
        catch (ArgumentException)
        {
            return new HtmlContentBuilder().Append(markdown); // Nested deeper than anybody writes: shown as it is.
        }
    }

    private static void Tame(Inline inline)
    {
        switch (inline)
        {
            case LinkInline link when !IsHarmless(link.GetDynamicUrl?.Invoke() ?? link.Url):
                link.ReplaceBy(new ContainerInline(), copyChildren: true);
                break;
            case LinkInline link:
                link.IsImage = false;
                link.SetAttributes();
                break;
            case AutolinkInline link when !link.IsEmail && !IsHarmless(link.Url):
                link.ReplaceBy(new LiteralInline(link.Url));
                break;
        }
    }

    private static bool IsHarmless(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeMailto);

    private static List<TriedDevice> DevicesOf(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return document.RootElement.TryGetProperty("testedOn", out var devices)
            ? [.. devices.EnumerateArray().Take(MostDevices).Select(device => new TriedDevice(Text(device, "platform"), Text(device, "device"), Text(device, "os")))]
            : [];
    }

    private static string Text(JsonElement device, string key) => device.GetProperty(key).GetString() ?? "";

    private static async Task<string?> TextOfAsync(ZipArchive archive, string name, CancellationToken cancellationToken)
    {
        if (archive.GetEntry(name) is not { } entry)
            return null;
        await using var content = await entry.OpenAsync(cancellationToken);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

internal static class ModelCardLinks
{
    /// <summary>What an author links to is not recommended by the market.</summary>
    public static void SetAttributes(this LinkInline link) =>
        Markdig.Renderers.Html.HtmlAttributesExtensions.GetAttributes(link).AddPropertyIfNotExist("rel", "nofollow ugc noopener");
}
