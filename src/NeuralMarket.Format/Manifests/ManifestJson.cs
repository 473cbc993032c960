using System.Text.Json;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Json;
using NeuralMarket.Format.Text;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Format.Manifests;

/// <summary>What reading a manifest gave.</summary>
/// <param name="Manifest">The manifest; <see langword="null"/> exactly when a finding is an error.</param>
/// <param name="Id">The id, if it could be read.</param>
/// <param name="Version">The version, if it could be read.</param>
internal sealed record ManifestReading(Manifest? Manifest, string? Id, string? Version);

/// <summary>Reads and writes <c>manifest.json</c> (specialneurons.md).</summary>
internal static class ManifestJson
{
    public const string FileName = "manifest.json";

    private const int MaximumDevices = 100;

    private static readonly JsonRuleCodes Codes = new(FileName, Rules.ManifestEncoding, Rules.ManifestJson, Rules.ManifestDepth, Rules.ManifestKeyRepeated);

    /// <summary>Reads a manifest; the caller limits its length.</summary>
    public static ManifestReading Read(ReadOnlyMemory<byte> text, FindingList findings)
    {
        FindingList own = new();
        using JsonDocument? document = StrictJson.ReadObject(text, Codes, own);
        ManifestReading reading = document is null ? new(null, null, null) : Read(document.RootElement, own);
        foreach (Finding finding in own.Findings)
        {
            findings.Add(finding);
        }

        return reading;
    }

    /// <summary>The canonical text: keys in the specification's order, defaults left out (specialneurons.md, "The canonical package").</summary>
    public static byte[] WriteCanonical(Manifest manifest)
    {
        CanonicalJson json = new CanonicalJson().BeginObject().Key("format").Number(1).Key("id").Text(manifest.Id)
            .Key("version").Text(manifest.Version.ToString()).Key("title").Text(manifest.Title);
        WriteOptional(json, "description", manifest.Description);
        WriteOptional(json, "author", manifest.Author);
        WriteOptional(json, "license", manifest.License);
        json.Key("base").BeginObject().Key("name").Text(manifest.Base.Name).Key("sha256").Text(manifest.Base.Sha256).EndObject();
        TriggerJson.WriteCanonical(json, manifest.Trigger);
        WriteDevices(json, manifest.TestedOn);
        return Utf8Text.Encode(json.EndObject().ToString());
    }

    private static ManifestReading Read(JsonElement json, FindingList own)
    {
        ObjectReader root = new(json, "$", own, "format", "id", "version", "title", "description", "author", "license", "base", "trigger", "testedOn");
        root.Require("format", "Add \"format\": 1.");
        root.Integer("format", 1, 1, Rules.ManifestFormat, "This reader knows format 1.");
        string? id = ReadId(root);
        SemanticVersion? version = ReadVersion(root);
        root.Require("title", "Add a title of 1 to 80 characters.");
        string? title = root.Text("title", 1, 80);
        BaseReference? network = ReadBase(root, own);
        string? description = root.Text("description", 0, 4_000, isLong: true, endsFree: true);
        string? author = root.Text("author", 1, 80);
        string? license = ReadLicense(root);
        Trigger trigger = TriggerJson.Read(root, id, own);
        TestedDevice[] devices = ReadDevices(root, own);
        Manifest? manifest = own.HasErrors ? null : new Manifest(id!, version!, title!, network!)
        {
            Description = description,
            Author = author,
            License = license,
            Trigger = trigger,
            TestedOn = devices,
        };
        return new(manifest, id, version?.ToString());
    }

    private static string? ReadId(ObjectReader root)
    {
        root.Require("id", "Add an id such as \"shark-above-water\".");
        return root.Matching("id", NameRules.IsPatchId, Rules.ManifestId, "Use 3 to 64 of a-z, 0-9 and -; begin with a letter, do not end in -, no two hyphens in a row.");
    }

    private static SemanticVersion? ReadVersion(ObjectReader root)
    {
        root.Require("version", "Add a version such as \"1.0.0\".");
        string? text = root.Matching("version", value => SemanticVersion.TryParse(value, out _), Rules.ManifestVersion, "Write three numbers, for example 1.0.0 or 1.1.0-beta.1, without build metadata.");
        return SemanticVersion.TryParse(text, out SemanticVersion? version) ? version : null;
    }

    private static BaseReference? ReadBase(ObjectReader root, FindingList findings)
    {
        root.Require("base", "Name the base network that the patch was trained for.");
        if (root.Object("base") is not JsonElement element)
        {
            return null;
        }

        ObjectReader network = new(element, root.PathOf("base"), findings, "name", "sha256");
        network.Require("name", "Add the network's name.");
        network.Require("sha256", "Add the network's identity; \"base check\" prints it.");
        string? name = network.Matching("name", NameRules.IsNetworkName, Rules.ManifestBaseName, "Use the name of the network's text file.");
        string? sha256 = network.Matching("sha256", NameRules.IsSha256, Rules.ManifestBaseSha256, "Write the identity as 64 lower-case hex digits; \"base check\" prints it.");
        return name is null || sha256 is null ? null : new BaseReference(name, sha256);
    }

    private static string? ReadLicense(ObjectReader root)
    {
        string? license = root.Text("license", 1, int.MaxValue);
        return license is null || root.Check(SpdxExpression.IsWellFormed(license), Rules.ManifestLicense, "license", $"{Quote.Text(license)} is not an SPDX licence expression.", "Write for example \"Apache-2.0\" or \"MIT OR CC-BY-4.0\".") ? license : null;
    }

    private static TestedDevice[] ReadDevices(ObjectReader root, FindingList findings)
    {
        if (root.Array("testedOn") is not JsonElement array
            || !root.Check(array.GetArrayLength() <= MaximumDevices, Rules.ManifestTestedOn, "testedOn", $"It has {array.GetArrayLength()} devices.", $"Keep the {MaximumDevices} that say most."))
        {
            return [];
        }

        return [.. array.EnumerateArray().Select((item, index) => ReadDevice(item, index, root, findings)).OfType<TestedDevice>()];
    }

    private static TestedDevice? ReadDevice(JsonElement item, int index, ObjectReader root, FindingList findings)
    {
        string path = $"{root.PathOf("testedOn")}[{index}]";
        if (item.ValueKind != JsonValueKind.Object)
        {
            findings.Error(Rules.ManifestType, $"{FileName}: {path}", "It is not an object.", "Write {\"platform\": \"android\", \"device\": \"Pixel 7\", \"os\": \"Android 14\"}.");
            return null;
        }

        ObjectReader device = new(item, path, findings, "platform", "device", "os", "notes");
        device.Require("platform", "Write \"android\" or \"ios\".");
        device.Require("device", "Name the device.");
        device.Require("os", "Name the operating system and its version.");
        string? platform = device.Matching("platform", value => value is "android" or "ios", Rules.ManifestPlatform, "Write \"android\" or \"ios\".");
        string? name = device.Text("device", 1, 80);
        string? os = device.Text("os", 1, 80);
        string? notes = device.Text("notes", 0, 1_000, isLong: true, endsFree: true);
        return platform is null || name is null || os is null ? null : new TestedDevice(platform, name, os, notes);
    }

    private static void WriteOptional(CanonicalJson json, string key, string? value)
    {
        if (value is not null)
        {
            json.Key(key).Text(value);
        }
    }

    private static void WriteDevices(CanonicalJson json, IReadOnlyList<TestedDevice> devices)
    {
        if (devices.Count == 0)
        {
            return;
        }

        json.Key("testedOn").BeginArray();
        foreach (TestedDevice device in devices)
        {
            json.BeginObject().Key("platform").Text(device.Platform).Key("device").Text(device.Device).Key("os").Text(device.Os);
            WriteOptional(json, "notes", device.Notes);
            json.EndObject();
        }

        json.EndArray();
    }
}
