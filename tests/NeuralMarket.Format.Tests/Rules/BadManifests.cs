using System.Text.Json.Nodes;
using NeuralMarket.Format.Tests.Building;
using static NeuralMarket.Format.Findings.Rules;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Manifests and triggers that break one rule each.</summary>
internal static class BadManifests
{
    public static IEnumerable<BadCase> All => [.. Json, .. Types, .. Texts, .. Keys, .. Versions, .. Licences, .. Triggers];

    private static IEnumerable<BadCase> Json =>
    [
        Text(ManifestEncoding, "a byte order mark", text => "\uFEFF" + text),
        Raw(ManifestEncoding, "UTF-16", _ => [0xFF, 0xFE, (byte)'{', 0]),
        Raw(ManifestEncoding, "a byte that is not UTF-8", bytes => [.. bytes[..^1], 0xFF, (byte)'}']),
        Raw(ManifestJson, "nothing", _ => []),
        Text(ManifestJson, "white space", _ => " \n"),
        Text(ManifestJson, "a comment", text => "/* mine */" + text),
        Text(ManifestJson, "a comment behind", text => text + "// mine"),
        Text(ManifestJson, "a trailing comma", text => text[..^1] + ",}"),
        Text(ManifestJson, "a trailing comma in an array", text => text[..^1] + ",\"x\":[1,]}"),
        Text(ManifestJson, "two objects", text => text + text),
        Text(ManifestJson, "an array", text => $"[{text}]"),
        Text(ManifestJson, "a string", _ => "\"manifest\""),
        Text(ManifestJson, "single quotes", text => text.Replace('"', '\'')),
        Text(ManifestJson, "a key without quotes", text => text.Replace("\"id\"", "id")),
        Text(ManifestJson, "NaN", text => text[..^1] + ",\"x\":NaN}"),
        Text(ManifestJson, "a number with a plus", text => text[..^1] + ",\"x\":+1}"),
        Text(ManifestJson, "a number with a leading zero", text => text.Replace("\"format\":1", "\"format\":01")),
        Text(ManifestJson, "a number in hex", text => text[..^1] + ",\"x\":0x1}"),
        Text(ManifestJson, "a line end in a string", text => text.Replace("above water", "above\nwater")),
        Text(ManifestJson, "an unknown escape", text => text.Replace("above water", "above\\xwater")),
        Text(ManifestJson, "a high surrogate alone", text => text.Replace("above water", "\\uD83E water")),
        Text(ManifestJson, "a low surrogate alone", text => text.Replace("above water", "\\uDD88 water")),
        Text(ManifestJson, "surrogates the wrong way round", text => text.Replace("above water", "\\uDD88\\uD83E")),
        Text(ManifestJson, "a lone surrogate in an unknown key's value", text => text[..^1] + ",\"x\":[{\"y\":\"\\uD800\"}]}"),
        Text(ManifestJson, "a lone surrogate in an unknown key", text => text[..^1] + ",\"\\uD800\":1}"),
        Text(ManifestDepth, "17 levels", text => text[..^1] + $",\"x\":{new string('[', 16)}{new string(']', 16)}}}"),
        Text(ManifestDepth, "30,000 levels", text => text[..^1] + $",\"x\":{new string('[', 30_000)}{new string(']', 30_000)}}}"),
        Text(ManifestKeyRepeated, "a key twice", text => text[..^1] + ",\"title\":\"Sharks\"}"),
        Text(ManifestKeyRepeated, "a key twice, once with an escape", text => text[..^1] + ",\"t\\u0069tle\":\"Sharks\"}"),
        Text(ManifestKeyRepeated, "an unknown key twice", text => text[..^1] + ",\"x\":1,\"x\":1}"),
        Text(ManifestKeyRepeated, "a key twice deep inside of an unknown one", text => text[..^1] + ",\"x\":[{\"y\":{\"z\":1,\"z\":2}}]}"),
        Text(ManifestKeyRepeated, "a key twice in base", text => text.Replace("{\"name\"", "{\"name\":\"other-name\",\"name\"")),
        Text(ManifestKeyCase, "Title beside title", text => text[..^1] + ",\"Title\":\"Sharks\"}"),
        Text(ManifestKeyCase, "TESTEDON", text => text[..^1] + ",\"TESTEDON\":[]}"),
        Text(ManifestKeyCase, "Trigger", text => text[..^1] + ",\"Tr\\u0069gger\":{}}"),
        Text(ManifestKeyCase, "SHA256 beside sha256", text => text.Replace("\"sha256\"", "\"SHA256\":1,\"sha256\"")),
        Text(ManifestKeyCase, "atleast in the trigger", text => text[..^1] + ",\"trigger\":{\"atleast\":0.5}}"),
        Text(ManifestKeyCase, "Patch in the parent", text => text[..^1] + ",\"trigger\":{\"on\":{\"patch\":\"other\",\"version\":\"1.0.0\",\"Patch\":\"x\"}}}"),
        Text(ManifestKeyCase, "OS in a device", text => text[..^1] + ",\"testedOn\":[{\"platform\":\"ios\",\"device\":\"a\",\"os\":\"b\",\"OS\":\"c\"}]}"),
    ];

    private static IEnumerable<BadCase> Types =>
    [
        .. new[] { "format", "id", "version", "title", "base" }.Select(key => Key(ManifestMissing, $"{key} is missing", manifest => manifest.Remove(key))),
        .. new[] { "name", "sha256" }.Select(key => Key(ManifestMissing, $"base.{key} is missing", manifest => manifest["base"]!.AsObject().Remove(key))),
        .. new[] { "platform", "device", "os" }.Select(key => Key(ManifestMissing, $"{key} of a device is missing", manifest =>
        {
            JsonObject device = Device();
            device.Remove(key);
            manifest["testedOn"] = new JsonArray(device);
        })),
        Key(ManifestMissing, "patch of the parent is missing", manifest => manifest["trigger"] = JsonNode.Parse("""{"on":{"version":"1.0.0"}}""")),
        Key(ManifestMissing, "version of the parent is missing", manifest => manifest["trigger"] = JsonNode.Parse("""{"on":{"patch":"other"}}""")),
        .. new[] { "format", "id", "version", "title", "description", "author", "license", "base", "trigger", "testedOn" }.Select(key =>
            Key(ManifestType, $"{key} is null", manifest => manifest[key] = null)),
        Key(ManifestType, "notes of a device is null", manifest => manifest["testedOn"] = new JsonArray(Device("notes", null))),
        Key(ManifestType, "top is null", manifest => manifest["trigger"] = JsonNode.Parse("""{"top":null}""")),
        .. new[] { "1.0", "1e0", "10e-1", "-0", "\"1\"", "true", "[1]" }.Select(value =>
            Text(ManifestType, $"format is {value}", text => text.Replace("\"format\":1", $"\"format\":{value}"))),
        .. new[] { "1.0", "1e0", "-1", "-0", "\"1\"" }.Select(value =>
            Text(ManifestType, $"top is {value}", text => text[..^1] + $",\"trigger\":{{\"top\":{value}}}}}")),
        Text(ManifestType, "atLeast is a string", text => text[..^1] + ",\"trigger\":{\"atLeast\":\"0.5\"}}"),
        Key(ManifestType, "title is a number", manifest => manifest["title"] = 5),
        Key(ManifestType, "base is a string", manifest => manifest["base"] = "vgg16-imagenet"),
        Key(ManifestType, "testedOn is an object", manifest => manifest["testedOn"] = Device()),
        Key(ManifestType, "a device is a string", manifest => manifest["testedOn"] = new JsonArray("Pixel 7")),
        Key(ManifestType, "the trigger is an array", manifest => manifest["trigger"] = new JsonArray()),
        .. new[] { "0", "2", "99999999999999999999999" }.Select(value => Text(ManifestFormat, $"format is {value}", text => text.Replace("\"format\":1", $"\"format\":{value}"))),
    ];

    private static IEnumerable<BadCase> Texts =>
    [
        Key(ManifestLength, "an empty title", manifest => manifest["title"] = ""),
        Key(ManifestLength, "a title of 81 characters", manifest => manifest["title"] = new string('a', 81)),
        Key(ManifestLength, "an author of 81 characters", manifest => manifest["author"] = new string('a', 81)),
        Key(ManifestLength, "an empty author", manifest => manifest["author"] = ""),
        Key(ManifestLength, "a description of 4,001 characters", manifest => manifest["description"] = new string('a', 4001)),
        Key(ManifestLength, "notes of 1,001 characters", manifest => manifest["testedOn"] = new JsonArray(Device("notes", new string('a', 1001)))),
        Key(ManifestLength, "a device of 81 characters", manifest => manifest["testedOn"] = new JsonArray(Device("device", new string('a', 81)))),
        Key(ManifestLength, "an empty os", manifest => manifest["testedOn"] = new JsonArray(Device("os", ""))),
        .. new[] { 0x00, 0x07, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0xE000, 0xF8FF, 0xFEFF, 0xE0001, 0xE007F, 0xF0000, 0x10FFFD }
            .Select(character => Key(ManifestCharacters, $"U+{character:X4} in a title", manifest => manifest["title"] = $"a{char.ConvertFromUtf32(character)}b")),
        Key(ManifestCharacters, "a carriage return in a description", manifest => manifest["description"] = "a\r\nb"),
        Key(ManifestCharacters, "a line end in an author", manifest => manifest["author"] = "a\nb"),
        Key(ManifestCharacters, "a zero-width joiner in notes", manifest => manifest["testedOn"] = new JsonArray(Device("notes", "a\u200Db"))),
        Key(ManifestCharacters, "a right-to-left mark in a device", manifest => manifest["testedOn"] = new JsonArray(Device("device", "a\u200Fb"))),
        Key(ManifestNormalized, "a combining accent", manifest => manifest["title"] = "Cafe\u0301"),
        Key(ManifestNormalized, "the sign of ångström", manifest => manifest["author"] = "\u212Bngstr\u00F6m"),
        Key(ManifestNormalized, "marks in another order", manifest => manifest["description"] = "q\u0307\u0323"),
        Key(ManifestNormalized, "a mark that goes below a composed letter", manifest => manifest["description"] = "\u00E1\u0323"),
        Key(ManifestNormalized, "a compatibility ideograph", manifest => manifest["description"] = "\uF900"),
        Key(ManifestNormalized, "Hangul in parts", manifest => manifest["title"] = "\u1112\u1161\u11AB"),
        .. new[] { " ", "\u00A0", "\u1680", "\u2003", "\u2028", "\u202F", "\u205F", "\u3000" }.Select(space =>
            Key(ManifestEnds, $"U+{(int)space[0]:X4} at the title's end", manifest => manifest["title"] = "Sharks" + space)),
        Key(ManifestEnds, "a space in front of the author", manifest => manifest["author"] = " me"),
        Key(ManifestEnds, "a space behind the licence", manifest => manifest["license"] = "MIT "),
        Key(ManifestEnds, "a space in front of a device", manifest => manifest["testedOn"] = new JsonArray(Device("device", " a"))),
        Key(ManifestEnds, "a space behind an os", manifest => manifest["testedOn"] = new JsonArray(Device("os", "a "))),
    ];

    private static IEnumerable<BadCase> Keys =>
    [
        .. new[] { "", "ab", new string('a', 65), "Shark", "sharkÄ", "shark_fin", "1shark", "-shark", "shark-", "shark--fin", "shark.fin", "shark fin" }.Select(id =>
            Key(ManifestId, $"the id \"{id}\"", manifest => manifest["id"] = id)),
        .. new[] { "", "ab", new string('a', 65), "VGG16", "vgg_16" }.Select(name => Key(ManifestBaseName, $"the network's name \"{name}\"", manifest => manifest["base"]!["name"] = name)),
        .. new[] { "", PackageBuilder.Identity[1..], PackageBuilder.Identity + "0", PackageBuilder.Identity.ToUpperInvariant(), "g" + PackageBuilder.Identity[1..] }.Select(hash =>
            Key(ManifestBaseSha256, $"the identity \"{hash}\"", manifest => manifest["base"]!["sha256"] = hash)),
        Key(ManifestTestedOn, "101 devices", manifest => manifest["testedOn"] = new JsonArray([.. Enumerable.Range(0, 101).Select(_ => Device())])),
        .. new[] { "", "Android", "iOS", "windows" }.Select(platform => Key(ManifestPlatform, $"the platform \"{platform}\"", manifest => manifest["testedOn"] = new JsonArray(Device("platform", platform)))),
    ];

    private static IEnumerable<BadCase> Versions =>
        new[]
        {
            "", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.00.0", "1.0.0-", "1.0.0-01", "1.0.0-a..b", "1.0.0-a.01", "1.0.0-é", "1.0.0+build", "1.0.0-a+b", "-1.0.0", "1.0.-1",
            " 1.0.0", "1.0.0 ", "1.0.0\n", "2147483648.0.0", "1.0.2147483648", "1.0.0-2147483648", "1,0,0", "１.0.0", "^1.0.0", "1.0.0-" + new string('a', 59),
        }.Select(version => Key(ManifestVersion, $"the version \"{version}\"", manifest => manifest["version"] = version));

    private static IEnumerable<BadCase> Licences =>
        new[]
        {
            "MIT or BSD-3-Clause", "MIT and BSD-3-Clause", "GPL-2.0-only with Classpath-exception-2.0", "MIT,", "MIT, BSD", "MIT BSD", "MIT OR", "OR MIT", "AND", "MIT AND OR BSD", "(MIT", "MIT)", "()", "(MIT) WITH x",
            "MIT WITH", "MIT WITH x WITH y", "MIT +", "MIT++", "+", "MIT WITH x+", "LicenseRef-", "LicenseRef-a+", "DocumentRef-a", "DocumentRef-a:MIT", "DocumentRef-:LicenseRef-a", "LicenseRef-a:b",
            "MIT/X11", "Apache_2.0", "MIT\u00A0OR\u00A0BSD", "MIT(BSD)", "Apache 2.0", "©",
        }.Select(license => Key(ManifestLicense, $"the licence \"{license}\"", manifest => manifest["license"] = license));

    private static IEnumerable<BadCase> Triggers =>
    [
        .. new[] { "0", "1001", "99999999999999999999" }.Select(top => Trigger(TriggerTop, $"top is {top}", $$"""{"top":{{top}}}""")),
        .. new[] { "1.1", "-0.1", "-1e-400", "1e400", "-1e400", "25" }.Select(least => Trigger(TriggerAtLeast, $"atLeast is {least}", $$"""{"atLeast":{{least}}}""")),
        .. new[] { "\"Base\"", "\"parent\"", "\"\"", "null", "1", "[]", "true" }.Select(on => Trigger(TriggerOn, $"on is {on}", $$"""{"on":{{on}}}""")),
        .. new[] { "", "ab", "Other", "other-" }.Select(patch => Trigger(TriggerOnPatch, $"the parent \"{patch}\"", $$$"""{"on":{"patch":"{{{patch}}}","version":"1.0.0"}}""")),
        .. new[] { "", "^", "^1", "^1.0", "^^1.0.0", "~1.0.0", ">=1.0.0", "1.0.0 - 2.0.0", "^ 1.0.0", "*", "1.x", "^1.0.0+b" }.Select(range =>
            Trigger(TriggerOnVersion, $"the range \"{range}\"", $$$"""{"on":{"patch":"other","version":"{{{range}}}"}}""")),
        Trigger(TriggerCycle, "the patch itself as its parent", """{"on":{"patch":"shark-above-water","version":"1.0.0"}}"""),
    ];

    private static JsonObject Device() => new() { ["platform"] = "android", ["device"] = "Pixel 7", ["os"] = "Android 14" };

    private static JsonObject Device(string key, string? value)
    {
        JsonObject device = Device();
        device[key] = value;
        return device;
    }

    private static BadCase Key(string rule, string name, Action<JsonObject> change) => BadCase.Package(rule, name, package => change(package.Manifest));

    private static BadCase Text(string rule, string name, Func<string, string> change) =>
        BadCase.Package(rule, name, package => package.ManifestBytes = Bytes.Utf8(change(package.Manifest.ToJsonString())));

    private static BadCase Raw(string rule, string name, Func<byte[], byte[]> change) =>
        BadCase.Package(rule, name, package => package.ManifestBytes = change(Bytes.Utf8(package.Manifest.ToJsonString())));

    private static BadCase Trigger(string rule, string name, string trigger) => Text(rule, name, text => text[..^1] + $",\"trigger\":{trigger}}}");
}
