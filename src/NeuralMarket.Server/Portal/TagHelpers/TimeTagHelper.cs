using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Portal.TagHelpers;

/// <summary><c>&lt;nm-time at="…" /&gt;</c>: relative to now (with <c>deadline="true"</c> as what is left), the exact time on hover and for programs.</summary>
[HtmlTargetElement("nm-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeTagHelper(Words words) : TagHelper
{
    /// <summary>The time; nothing is written when there is none.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>Whether something is due by then.</summary>
    public bool Deadline { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (At is not { } at)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", words.OfExactTime(at));
        output.Content.SetContent(Deadline ? words.OfDeadline(at) : words.OfTime(at));
    }
}
