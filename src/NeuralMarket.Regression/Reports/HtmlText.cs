using System.Globalization;
using System.Net;
using System.Text;

namespace NeuralMarket.Regression.Reports;

/// <summary>HTML whose interpolated values are escaped, unless they are marked as markup.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup; every value in it is escaped but those of type <see cref="Markup"/>.</summary>
    public HtmlText Add(FormattableString markup)
    {
        object?[] values = [.. markup.GetArguments().Select(value => value is Markup raw ? raw.Text : (object)Escape(value))];
        _text.Append(CultureInfo.InvariantCulture, $"{string.Format(CultureInfo.InvariantCulture, markup.Format, values)}\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string Escape(object? value) => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)) ?? "";
}

/// <summary>Text that is HTML already.</summary>
internal sealed record Markup(string Text);
