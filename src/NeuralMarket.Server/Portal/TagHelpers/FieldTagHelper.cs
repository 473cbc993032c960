using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace NeuralMarket.Server.Portal.TagHelpers;

/// <summary>
/// <c>&lt;nm-field for="Email" label="…" hint="…" type="email" /&gt;</c>: a label, a hint, the input and what is wrong with it, tied together for
/// readers of the screen. The type <c>textarea</c> gives several lines.
/// </summary>
[HtmlTargetElement("nm-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper : TagHelper
{
    /// <summary>The model's property.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>What it is called.</summary>
    public string Label { get; set; } = "";

    /// <summary>What to write, when the label does not say enough.</summary>
    public string? Hint { get; set; }

    /// <summary>The input's type, or <c>textarea</c>.</summary>
    public string Type { get; set; } = "text";

    /// <summary>What the browser may fill in.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>The most characters.</summary>
    public int? MaxLength { get; set; }

    /// <summary>Whether it may be left empty.</summary>
    public bool Optional { get; set; }

    /// <summary>The page that draws it.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    private string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private bool IsArea => Type == "textarea";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var state = ViewContext.ViewData.ModelState.TryGetValue(Name, out var entry) ? entry : null;
        var error = state?.Errors.FirstOrDefault()?.ErrorMessage;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        output.Content.AppendHtml(Element("label", Label, ("for", Name)));
        if (Hint is not null)
            output.Content.AppendHtml(Element("p", Hint, ("class", "hint"), ("id", Name + "-hint")));
        output.Content.AppendHtml(Input(Type == "password" ? null : state?.AttemptedValue ?? For.Model?.ToString(), error));
        if (error is not null)
            output.Content.AppendHtml(Element("p", error, ("class", "field-error"), ("id", Name + "-error")));
    }

    private TagBuilder Input(string? value, string? error)
    {
        var input = new TagBuilder(IsArea ? "textarea" : "input") { TagRenderMode = IsArea ? TagRenderMode.Normal : TagRenderMode.SelfClosing };
        input.Attributes["id"] = input.Attributes["name"] = Name;
        if (IsArea)
            input.InnerHtml.Append(value ?? "");
        else
            (input.Attributes["type"], input.Attributes["value"]) = (Type, value ?? "");
        if (Autocomplete is not null)
            input.Attributes["autocomplete"] = Autocomplete;
        if (MaxLength is { } most)
            input.Attributes["maxlength"] = most.ToString(CultureInfo.InvariantCulture);
        if (!Optional)
            input.Attributes["required"] = "required";
        if (error is not null)
        {
            input.Attributes["aria-invalid"] = "true";
            input.AddCssClass("input-validation-error");
        }

        string[] about = [.. new[] { Hint is null ? "" : Name + "-hint", error is null ? "" : Name + "-error" }.Where(id => id.Length > 0)];
        if (about.Length > 0)
            input.Attributes["aria-describedby"] = string.Join(' ', about);
        return input;
    }

    private static TagBuilder Element(string name, string text, params (string Name, string Value)[] attributes)
    {
        var element = new TagBuilder(name);
        foreach (var (attribute, value) in attributes)
            element.Attributes[attribute] = value;
        element.InnerHtml.Append(text);
        return element;
    }
}
