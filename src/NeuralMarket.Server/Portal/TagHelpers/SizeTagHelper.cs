using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Portal.TagHelpers;

/// <summary><c>&lt;nm-size bytes="…" /&gt;</c>: a length with its unit, the exact number of bytes on hover.</summary>
[HtmlTargetElement("nm-size", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SizeTagHelper(Words words) : TagHelper
{
    /// <summary>The length in bytes.</summary>
    public long Bytes { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "nowrap");
        output.Attributes.SetAttribute("title", string.Create(CultureInfo.InvariantCulture, $"{Bytes:#,0} bytes"));
        output.Content.SetContent(words.OfSize(Bytes));
    }
}
