namespace NeuralMarket.Format.Triggers;

/// <summary>A version by Semantic Versioning 2.0.0 without build metadata, at most 64 characters, numbers below 2³¹ (specialneurons.md, <c>version</c>).</summary>
public sealed class SemanticVersion : IComparable<SemanticVersion>, IEquatable<SemanticVersion>
{
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
    public static bool TryParse(string? text, out SemanticVersion? version) => throw new NotImplementedException();

    /// <summary>Precedence by SemVer 2.0.0, section 11.</summary>
    public int CompareTo(SemanticVersion? other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(SemanticVersion? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SemanticVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <inheritdoc/>
    public override string ToString() => _text;
}
