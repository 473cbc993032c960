namespace NeuralMarket.Format.Triggers;

/// <summary>A version, or one with a caret in front: <c>^a.b.c</c> accepts up to, not including, the next change of its leftmost number that is not 0 (or its last).</summary>
/// <param name="Minimum">The version named.</param>
/// <param name="Caret">Whether a caret stands in front.</param>
public sealed record VersionRange(SemanticVersion Minimum, bool Caret)
{
    /// <summary>Reads a range; false when it breaks the rule.</summary>
    public static bool TryParse(string? text, out VersionRange? range)
    {
        bool caret = text is { Length: > 0 } && text[0] == '^';
        range = SemanticVersion.TryParse(caret ? text!.Substring(1) : text, out SemanticVersion? minimum) ? new VersionRange(minimum!, caret) : null;
        return range is not null;
    }

    /// <summary>Whether a version is accepted; a pre-release only if the range names one on the same three numbers.</summary>
    public bool Accepts(SemanticVersion version)
    {
        if (!Caret)
        {
            return version.Equals(Minimum);
        }

        bool preReleaseNamed = Minimum.PreRelease.Count > 0 && SharesNumbers(version, 3);
        return version.CompareTo(Minimum) >= 0
            && SharesNumbers(version, LeadingNumbers)
            && (version.PreRelease.Count == 0 || preReleaseNamed);
    }

    /// <summary>The highest of the versions that are accepted, or <see langword="null"/>.</summary>
    public SemanticVersion? Highest(IEnumerable<SemanticVersion> versions) => versions.Where(Accepts).Max();

    /// <summary>As it stands in a manifest.</summary>
    public override string ToString() => (Caret ? "^" : "") + Minimum;

    // How many numbers, from the left, a version must share: up to the leftmost that is not 0, or all.
    private int LeadingNumbers => Minimum.Major != 0 ? 1 : Minimum.Minor != 0 ? 2 : 3;

    private bool SharesNumbers(SemanticVersion version, int count) =>
        version.Major == Minimum.Major
        && (count < 2 || version.Minor == Minimum.Minor)
        && (count < 3 || version.Patch == Minimum.Patch);
}
