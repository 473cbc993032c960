using Microsoft.AspNetCore.Razor.TagHelpers;
using NeuralMarket.Market.Publication;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Verdicts;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Portal.TagHelpers;

/// <summary>
/// <c>&lt;nm-badge state="…" /&gt;</c>, <c>verdict="…"</c>, <c>entry="…"</c>, or a badge of one's own with <c>shape</c>, <c>tone</c> and content.
/// Always a shape and a word; the colour only underlines them.
/// </summary>
[HtmlTargetElement("nm-badge")]
public sealed class BadgeTagHelper(Words words) : TagHelper
{
    /// <summary>A submission's state.</summary>
    public SubmissionState? State { get; set; }

    /// <summary>A test's verdict.</summary>
    public Outcome? Verdict { get; set; }

    /// <summary>A published version's status.</summary>
    public EntryStatus? Entry { get; set; }

    /// <summary>The shape of a badge of one's own.</summary>
    public string? Shape { get; set; }

    /// <summary>The tone of a badge of one's own.</summary>
    public Tone Tone { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (tone, shape, text) = this switch
        {
            { State: { } state } => (Tones.Of(state), Tones.ShapeOf(state), words.Of(state)),
            { Verdict: { } verdict } => (Tones.Of(verdict), Tones.ShapeOf(Tones.Of(verdict)), words.Of(verdict)),
            { Entry: { } entry } => (Tones.Of(entry), Tones.ShapeOf(Tones.Of(entry)), words.Of(entry)),
            _ => (Tone, Shape ?? Tones.ShapeOf(Tone), null),
        };
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"badge {Tones.ClassOf(tone)}".TrimEnd());
        var content = await output.GetChildContentAsync();
        output.Content.SetHtmlContent(Shapes.Of(shape, shape == "work" ? "shape spins" : "shape"));
        if (text is null)
            output.Content.AppendHtml(content);
        else
            output.Content.Append(text);
    }
}
