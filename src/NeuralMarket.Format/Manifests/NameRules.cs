namespace NeuralMarket.Format.Manifests;

/// <summary>Names that identify: of patches and of base networks.</summary>
internal static class NameRules
{
    /// <summary>A patch's id: 3 to 64 of <c>a-z</c>, <c>0-9</c>, <c>-</c>; starts with a letter, does not end in <c>-</c>, no <c>--</c>.</summary>
    public static bool IsPatchId(string text) =>
        IsNetworkName(text)
        && text[0] is >= 'a' and <= 'z'
        && text[text.Length - 1] != '-'
        && text.IndexOf("--", StringComparison.Ordinal) < 0;

    /// <summary>A base network's name: 3 to 64 of <c>a-z</c>, <c>0-9</c>, <c>-</c>.</summary>
    public static bool IsNetworkName(string text) =>
        text.Length is >= 3 and <= 64 && text.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>64 lower-case hex digits.</summary>
    public static bool IsSha256(string text) =>
        text.Length == 64 && text.All(character => character is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
