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
        new(
            ManifestEncoding,
            "manifest.json is UTF-8 without a byte order mark.",
            "A manifest saved by Windows Notepad with a byte order mark.",
            "Save it as UTF-8 without BOM."),
        new(
            ManifestJson,
            "manifest.json is strict JSON: no comments, no trailing commas, no lone surrogates.",
            "{\"format\": 1, \"id\": \"shark\",} with its comma before the bracket.",
            "Check commas, quotes and brackets; comments and trailing commas are not allowed."),
        new(
            ManifestDepth,
            "Objects and arrays are nested at most 16 deep.",
            "Seventeen arrays inside of one another.",
            "Flatten the value, or leave it out."),
        new(
            ManifestKeyRepeated,
            "No object has a key twice.",
            "{\"title\": \"Sharks\", \"title\": \"Rays\"}",
            "Keep one of the two."),
        new(
            ManifestKeyCase,
            "No key differs from a known one only by upper and lower case.",
            "\"Title\" instead of \"title\".",
            "Write the key as the specification does."),
        new(
            ManifestMissing,
            "Required keys are there.",
            "A manifest without \"base\".",
            "Add the key; \"format\", \"id\", \"version\", \"title\" and \"base\" with \"name\" and \"sha256\" are required."),
        new(
            ManifestType,
            "A value has the type that its key asks for; null is no value.",
            "\"format\": \"1\", \"format\": 1.0 or \"author\": null.",
            "Write a value of the right type, whole numbers in digits alone; leave out what you do not know."),
        new(
            ManifestFormat,
            "format is 1.",
            "\"format\": 2",
            "Write 1."),
        new(
            ManifestId,
            "An id is 3 to 64 of a-z, 0-9 and -, begins with a letter, does not end in -, and has no two hyphens in a row.",
            "\"Shark_Above_Water\" or \"-shark\".",
            "Write for example \"shark-above-water\"."),
        new(
            ManifestVersion,
            "A version is a Semantic Version 2.0.0 of at most 64 characters, with numbers below 2^31 and without build metadata.",
            "\"1.0\", \"v1.0.0\", \"1.0.0+build\" or \"01.0.0\".",
            "Write three numbers, for example \"1.0.0\" or \"1.1.0-beta.1\"."),
        new(
            ManifestLength,
            "A text is as long as its key allows.",
            "A title of 81 characters, or an empty one.",
            "Shorten it, or fill it in."),
        new(
            ManifestCharacters,
            "A text has no control, private-use, bidirectional control, zero-width or tag characters; only description and notes may have line feeds and tabs.",
            "A title with a zero-width space (U+200B) or a right-to-left override (U+202E).",
            "Remove the character."),
        new(
            ManifestNormalized,
            "A text is in Unicode Normalization Form C.",
            "\"é\" written as e and a combining accent.",
            "Save the text with composed characters (NFC)."),
        new(
            ManifestEnds,
            "title, author, license, device and os do not begin or end with white space.",
            "\" Sharks\" with a space in front.",
            "Remove the space."),
        new(
            ManifestLicense,
            "license is an SPDX licence expression with operators in capitals.",
            "\"MIT or Apache-2.0\", \"MIT, BSD-3-Clause\".",
            "Write for example \"Apache-2.0\" or \"MIT OR CC-BY-4.0\"."),
        new(
            ManifestBaseName,
            "base.name is a network's name: 3 to 64 of a-z, 0-9 and -.",
            "\"name\": \"VGG 16\"",
            "Write the network's name as its text file has it, for example \"vgg16-imagenet\"."),
        new(
            ManifestBaseSha256,
            "base.sha256 is 64 lower-case hex digits.",
            "A hash in upper case, or only its first twelve digits.",
            "Write the identity that \"base check\" prints: 64 lower-case hex digits."),
        new(
            ManifestTestedOn,
            "testedOn has at most 100 devices.",
            "101 devices.",
            "Keep the 100 that say most."),
        new(
            ManifestPlatform,
            "A platform is android or ios.",
            "\"platform\": \"Android\" or \"windows\".",
            "Write \"android\" or \"ios\"."),
    ];
}
