using System.Text.Json;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Json;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Manifests;

/// <summary>Reads the known keys of one JSON object of a manifest, and reports each with its JSON path.</summary>
internal sealed class ObjectReader
{
    private const string FileName = "manifest.json";

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly FindingList _findings;

    /// <summary>Takes an object and the keys that it may have; other keys are ignored unless only their case differs.</summary>
    public ObjectReader(JsonElement element, string path, FindingList findings, params string[] knownKeys)
    {
        (_path, _findings) = (path, findings);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (knownKeys.Contains(property.Name, StringComparer.Ordinal))
            {
                _values[property.Name] = property.Value;
            }
            else if (knownKeys.FirstOrDefault(known => DiffersByAsciiCase(known, property.Name)) is string meant)
            {
                findings.Error(Rules.ManifestKeyCase, Where(property.Name), $"The key is written {Quote.Text(property.Name)}.", $"Write it \"{meant}\".");
            }
        }
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public string Where(string key) => $"{FileName}: {_path}.{Quote.Plain(key)}";

    public string PathOf(string key) => $"{_path}.{key}";

    /// <summary>Reports a required key that is missing.</summary>
    public void Require(string key, string remedy)
    {
        if (!Has(key))
        {
            _findings.Error(Rules.ManifestMissing, Where(key), $"\"{key}\" is missing.", remedy);
        }
    }

    public JsonElement? Object(string key) => OfKind(key, JsonValueKind.Object, "an object");

    public JsonElement? Array(string key) => OfKind(key, JsonValueKind.Array, "an array");

    public JsonElement? Any(string key) => _values.TryGetValue(key, out JsonElement value) ? value : null;

    /// <summary>A string as it stands; <see langword="null"/> when it is absent or of another type.</summary>
    public string? Raw(string key) => OfKind(key, JsonValueKind.String, "a string")?.GetString();

    /// <summary>A string that fits a rule; <see langword="null"/> otherwise.</summary>
    public string? Matching(string key, Func<string, bool> fits, string rule, string remedy)
    {
        string? text = Raw(key);
        if (text is null || fits(text))
        {
            return text;
        }

        _findings.Error(rule, Where(key), $"{Quote.Text(text)} is not allowed here.", remedy);
        return null;
    }

    /// <summary>A text for people; <see langword="null"/> when it is absent or breaks a rule.</summary>
    public string? Text(string key, int minimum, int maximum, bool isLong = false, bool endsFree = false)
    {
        string? text = Raw(key);
        if (text is null)
        {
            return null;
        }

        int length = CodePoints.Count(text);
        bool sound = Check(length >= minimum && length <= maximum, Rules.ManifestLength, key, $"It has {length} characters; {minimum} to {maximum} are allowed.", length < minimum ? "Fill it in." : "Shorten it.");
        int forbidden = TextRules.FirstForbidden(text, allowLineFeedAndTab: isLong);
        sound &= Check(forbidden < 0, Rules.ManifestCharacters, key, $"It holds {TextRules.Kind(forbidden)} ({Quote.CodePoint(forbidden)}).", "Remove it.");
        sound &= Check(forbidden >= 0 || TextRules.IsNormalized(text), Rules.ManifestNormalized, key, "It is not in Unicode Normalization Form C.", "Save it with composed characters (NFC).");
        sound &= Check(endsFree || !TextRules.HasWhiteSpaceAtEnds(text), Rules.ManifestEnds, key, "It begins or ends with white space.", "Remove it.");
        return sound ? text : null;
    }

    /// <summary>An integer in a range; <see langword="null"/> when it is absent or anything else.</summary>
    public int? Integer(string key, int minimum, int maximum, string rule, string remedy)
    {
        if (Any(key) is not JsonElement value)
        {
            return null;
        }

        if (!JsonNumber.TryGetInteger(value, out long number))
        {
            WrongType(key, "a whole number, written in digits alone");
            return null;
        }

        return Check(number >= minimum && number <= maximum, rule, key, $"{number} is not allowed here.", remedy) ? (int)number : null;
    }

    /// <summary>A number from 0 to 1; <see langword="null"/> when it is absent or anything else.</summary>
    public double? Fraction(string key, string rule)
    {
        if (Any(key) is not JsonElement value)
        {
            return null;
        }

        if (!JsonNumber.TryGetDouble(value, out double number))
        {
            WrongType(key, "a number");
            return null;
        }

        return Check(number is >= 0 and <= 1, rule, key, $"{Quote.Text(value.GetRawText())} is not between 0 and 1.", "Write a probability, for example 0.25.") ? number : null;
    }

    public bool Check(bool holds, string rule, string key, string message, string remedy)
    {
        if (!holds)
        {
            _findings.Error(rule, Where(key), message, remedy);
        }

        return holds;
    }

    private JsonElement? OfKind(string key, JsonValueKind kind, string name)
    {
        if (!_values.TryGetValue(key, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == kind || WrongType(key, name) ? value : null;
    }

    private bool WrongType(string key, string expected) =>
        Check(false, Rules.ManifestType, key, $"It is not {expected}.", $"Write {expected}, or leave the key out if it is not required.");

    private static bool DiffersByAsciiCase(string known, string key) =>
        known.Length == key.Length
        && known.Zip(key, (left, right) => left == right || (left < 128 && right < 128 && char.ToLowerInvariant(left) == char.ToLowerInvariant(right))).All(same => same);
}
