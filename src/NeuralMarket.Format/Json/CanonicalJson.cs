using System.Globalization;
using System.Text;

namespace NeuralMarket.Format.Json;

/// <summary>Writes JSON without white space, strings as RFC 8785, section 3.2.2.2, has them. The order of keys is the caller's.</summary>
internal sealed class CanonicalJson
{
    private readonly StringBuilder _text = new();

    // Whether a comma is due before the next key or item.
    private bool _comma;

    public CanonicalJson BeginObject() => Begin('{');

    public CanonicalJson EndObject() => End('}');

    public CanonicalJson BeginArray() => Begin('[');

    public CanonicalJson EndArray() => End(']');

    public CanonicalJson Key(string name)
    {
        Separate();
        Quote(name);
        _text.Append(':');
        _comma = false;
        return this;
    }

    public CanonicalJson Text(string value)
    {
        Separate();
        Quote(value);
        _comma = true;
        return this;
    }

    /// <summary>A number that is already in its canonical form.</summary>
    public CanonicalJson Number(string digits)
    {
        Separate();
        _text.Append(digits);
        _comma = true;
        return this;
    }

    public CanonicalJson Number(long value) => Number(value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();

    private CanonicalJson Begin(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _comma = false;
        return this;
    }

    private CanonicalJson End(char bracket)
    {
        _text.Append(bracket);
        _comma = true;
        return this;
    }

    private void Separate()
    {
        if (_comma)
        {
            _text.Append(',');
        }
    }

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (char character in value)
        {
            Append(character);
        }

        _text.Append('"');
    }

    private void Append(char character) => _ = character switch
    {
        '"' => _text.Append("\\\""),
        '\\' => _text.Append("\\\\"),
        '\b' => _text.Append("\\b"),
        '\t' => _text.Append("\\t"),
        '\n' => _text.Append("\\n"),
        '\f' => _text.Append("\\f"),
        '\r' => _text.Append("\\r"),
        < ' ' => _text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
        _ => _text.Append(character),
    };
}
