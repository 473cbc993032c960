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
        _text.Append(markup.ToString(Escaping.Instance)).Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Formats every value as always, by the invariant culture, then escapes it.</summary>
    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public static readonly Escaping Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            Markup markup => markup.Text,
            IFormattable value => WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => WebUtility.HtmlEncode(arg?.ToString() ?? ""),
        };
    }
}

/// <summary>Text that is HTML already.</summary>
internal sealed record Markup(string Text);
