namespace NeuralMarket.Format.Findings;

// specialneurons.md, "manifest.json".
public static partial class Rules
{
    /// <summary>manifest.json is UTF-8 without a byte order mark.</summary>
    public const string ManifestEncoding = "manifest.encoding";

    /// <summary>manifest.json is strict JSON: no comments, no trailing commas, no lone surrogates.</summary>
    public const string ManifestJson = "manifest.json";

    /// <summary>Objects and arrays are nested at most 16 deep.</summary>
    public const string ManifestDepth = "manifest.depth";

    /// <summary>No object has a key twice.</summary>
    public const string ManifestKeyRepeated = "manifest.key-repeated";

    /// <summary>No key differs from a known one only by upper and lower case.</summary>
    public const string ManifestKeyCase = "manifest.key-case";

    /// <summary>Required keys are there.</summary>
    public const string ManifestMissing = "manifest.missing";

    /// <summary>A value has the type that its key asks for; null is no value.</summary>
    public const string ManifestType = "manifest.type";

    /// <summary>format is 1.</summary>
    public const string ManifestFormat = "manifest.format";

    /// <summary>An id is 3 to 64 of a-z, 0-9 and -, begins with a letter, does not end in -, and has no two hyphens in a row.</summary>
    public const string ManifestId = "manifest.id";

    /// <summary>A version is a Semantic Version 2.0.0 of at most 64 characters, with numbers below 2^31 and without build metadata.</summary>
    public const string ManifestVersion = "manifest.version";

    /// <summary>A text is as long as its key allows.</summary>
    public const string ManifestLength = "manifest.length";

    /// <summary>A text has no control, private-use, bidirectional control, zero-width or tag characters; only description and notes may have line feeds and tabs.</summary>
    public const string ManifestCharacters = "manifest.characters";

    /// <summary>A text is in Unicode Normalization Form C.</summary>
    public const string ManifestNormalized = "manifest.nfc";

    /// <summary>title, author, license, device and os do not begin or end with white space.</summary>
    public const string ManifestEnds = "manifest.ends";

    /// <summary>license is an SPDX licence expression with operators in capitals.</summary>
    public const string ManifestLicense = "manifest.license";

    /// <summary>base.name is a network's name: 3 to 64 of a-z, 0-9 and -.</summary>
    public const string ManifestBaseName = "manifest.base-name";

    /// <summary>base.sha256 is 64 lower-case hex digits.</summary>
    public const string ManifestBaseSha256 = "manifest.base-sha256";

    /// <summary>testedOn has at most 100 devices.</summary>
    public const string ManifestTestedOn = "manifest.tested-on";

    /// <summary>A platform is android or ios.</summary>
    public const string ManifestPlatform = "manifest.platform";

    private static RuleDescription[] ManifestRules =>
    [
        new(ManifestEncoding, "manifest.json is UTF-8 without a byte order mark."),
        new(ManifestJson, "manifest.json is strict JSON: no comments, no trailing commas, no lone surrogates."),
        new(ManifestDepth, "Objects and arrays are nested at most 16 deep."),
        new(ManifestKeyRepeated, "No object has a key twice."),
        new(ManifestKeyCase, "No key differs from a known one only by upper and lower case."),
        new(ManifestMissing, "Required keys are there."),
        new(ManifestType, "A value has the type that its key asks for; null is no value."),
        new(ManifestFormat, "format is 1."),
        new(ManifestId, "An id is 3 to 64 of a-z, 0-9 and -, begins with a letter, does not end in -, and has no two hyphens in a row."),
        new(ManifestVersion, "A version is a Semantic Version 2.0.0 of at most 64 characters, with numbers below 2^31 and without build metadata."),
        new(ManifestLength, "A text is as long as its key allows."),
        new(ManifestCharacters, "A text has no control, private-use, bidirectional control, zero-width or tag characters; only description and notes may have line feeds and tabs."),
        new(ManifestNormalized, "A text is in Unicode Normalization Form C."),
        new(ManifestEnds, "title, author, license, device and os do not begin or end with white space."),
        new(ManifestLicense, "license is an SPDX licence expression with operators in capitals."),
        new(ManifestBaseName, "base.name is a network's name: 3 to 64 of a-z, 0-9 and -."),
        new(ManifestBaseSha256, "base.sha256 is 64 lower-case hex digits."),
        new(ManifestTestedOn, "testedOn has at most 100 devices."),
        new(ManifestPlatform, "A platform is android or ios."),
    ];
}
