using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using NeuralMarket.Server.Portal.Display;
using NeuralMarket.Server.Portal.Texts;

namespace NeuralMarket.Server.Portal.TagHelpers;

/// <summary>
/// <c>&lt;nm-hash value="…" name="SHA-256" /&gt;</c>: a hash, version, identity or address in type that tells its letters apart, copied with one click.
/// </summary>
[HtmlTargetElement("nm-hash", TagStructure = TagStructure.WithoutEndTag)]
public sealed class HashTagHelper(IStringLocalizer<SharedTexts> texts) : TagHelper
{
    private const int ShownInShort = 12;

    /// <summary>The text.</summary>
    public string Value { get; set; } = "";

    /// <summary>What it is, for readers of the screen.</summary>
    public string Name { get; set; } = "";

    /// <summary>Show the first characters only; all are copied, and shown on hover.</summary>
    public bool Short { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "hash");
        var code = new TagBuilder("code");
        code.InnerHtml.Append(Short && Value.Length > ShownInShort ? Value[..ShownInShort] + "…" : Value);
        if (Short)
            code.Attributes["title"] = Value;
        var button = new TagBuilder("button");
        button.AddCssClass("copy");
        button.Attributes["type"] = "button";
        button.Attributes["data-copy"] = Value;
        button.Attributes["data-copied"] = texts["Copied"];
        button.Attributes["aria-label"] = $"{texts["Copy"]} {Name}".TrimEnd();
        button.InnerHtml.AppendHtml(Shapes.Of("copy", "to-copy")).AppendHtml(Shapes.Of("check", "copied"));
        output.Content.AppendHtml(code).AppendHtml(button);
    }
}
