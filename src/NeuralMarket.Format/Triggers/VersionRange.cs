namespace NeuralMarket.Format.Triggers;

/// <summary>A version, or one with a caret in front: <c>^a.b.c</c> accepts up to, not including, the next change of its leftmost number that is not 0 (or its last).</summary>
/// <param name="Minimum">The version named.</param>
/// <param name="Caret">Whether a caret stands in front.</param>
public sealed record VersionRange(SemanticVersion Minimum, bool Caret)
{
    /// <summary>Reads a range; false when it breaks the rule.</summary>
    public static bool TryParse(string? text, out VersionRange? range) => throw new NotImplementedException();

    /// <summary>Whether a version is accepted; a pre-release only if the range names one on the same three numbers.</summary>
    public bool Accepts(SemanticVersion version) => throw new NotImplementedException();

    /// <summary>As it stands in a manifest.</summary>
    public override string ToString() => (Caret ? "^" : "") + Minimum;
}
