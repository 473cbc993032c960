using Microsoft.AspNetCore.Razor.TagHelpers;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Portal.TagHelpers;

/// <summary><c>&lt;nm-shape name="clock" /&gt;</c>: one of <see cref="Shapes"/>.</summary>
[HtmlTargetElement("nm-shape", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ShapeTagHelper : TagHelper
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "dot";

    /// <summary>Its tone.</summary>
    public Tone Tone { get; set; }

    /// <summary>Twice as large, above a heading.</summary>
    public bool Large { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        output.Content.SetHtmlContent(Shapes.Of(Name, string.Join(' ', new[] { "shape", Large ? "shape-large" : "", Tones.InkOf(Tone) }.Where(css => css.Length > 0))));
    }
}
