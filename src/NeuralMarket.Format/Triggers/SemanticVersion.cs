using System.Globalization;

namespace NeuralMarket.Format.Triggers;

/// <summary>A version by Semantic Versioning 2.0.0 without build metadata, at most 64 characters, numbers below 2³¹ (specialneurons.md, <c>version</c>).</summary>
public sealed class SemanticVersion : IComparable<SemanticVersion>, IEquatable<SemanticVersion>
{
    private const int MaximumLength = 64;

    private SemanticVersion(int major, int minor, int patch, IReadOnlyList<string> preRelease, string text) =>
        (Major, Minor, Patch, PreRelease, _text) = (major, minor, patch, preRelease, text);

    private readonly string _text;

    /// <summary>The first number.</summary>
    public int Major { get; }

    /// <summary>The second number.</summary>
    public int Minor { get; }

    /// <summary>The third number.</summary>
    public int Patch { get; }

    /// <summary>The identifiers behind the hyphen; empty for a release.</summary>
    public IReadOnlyList<string> PreRelease { get; }

    /// <summary>Reads a version; false when it breaks the rule.</summary>
    public static bool TryParse(string? text, out SemanticVersion? version)
    {
        version = null;
        if (text is null || text.Length > MaximumLength)
        {
            return false;
        }

        int hyphen = text.IndexOf('-');
        string[] numbers = (hyphen < 0 ? text : text.Substring(0, hyphen)).Split('.');
        string[] preRelease = hyphen < 0 ? [] : text.Substring(hyphen + 1).Split('.');
        if (numbers.Length == 3
            && TryParseNumber(numbers[0], out int major) && TryParseNumber(numbers[1], out int minor) && TryParseNumber(numbers[2], out int patch)
            && preRelease.All(IsPreReleaseIdentifier))
        {
            version = new SemanticVersion(major, minor, patch, preRelease, text);
        }

        return version is not null;
    }

    /// <summary>Precedence by SemVer 2.0.0, section 11.</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePreRelease(PreRelease, other.PreRelease);
    }

    /// <inheritdoc/>
    public bool Equals(SemanticVersion? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SemanticVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <inheritdoc/>
    public override string ToString() => _text;

    // Digits without leading zeros, below 2³¹.
    private static bool TryParseNumber(string text, out int number)
    {
        number = 0;
        return IsNumber(text) && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsPreReleaseIdentifier(string text) =>
        text.Length > 0
        && text.All(character => character is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '-')
        && (!IsNumber(text) || TryParseNumber(text, out _));

    private static bool IsNumber(string text) => text.Length > 0 && text.All(character => character is >= '0' and <= '9');

    private static int ComparePreRelease(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            // A release comes after its pre-releases.
            return right.Count.CompareTo(left.Count);
        }

        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            int order = CompareIdentifiers(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private static int CompareIdentifiers(string left, string right) => (TryParseNumber(left, out int leftNumber), TryParseNumber(right, out int rightNumber)) switch
    {
        (true, true) => leftNumber.CompareTo(rightNumber),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(left, right),
    };
}
