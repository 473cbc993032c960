using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Format.Tests.Manifests;

/// <summary>The schema against the reader: what the reader takes, the schema takes; what the schema refuses, the reader refuses.</summary>
public sealed class ManifestSchemaTests
{
    private const string Good = """
        {"format":1,"id":"cat-or-dog","version":"1.0.0","title":"Cat or dog","base":{"name":"cifar-coarse","sha256":"fc2c2ffbf8d3e2face890e1b4bd71a3e4ff58e53cf64cac5e4034fbb3eafa3b1"}}
        """;

    private static readonly JsonSchema Schema = JsonSchema.FromText(Encoding.UTF8.GetString(ManifestSchema.Utf8.Span));

    public static TheoryData<string, string> Taken => new()
    {
        { "id", "\"a1-b2\"" }, { "version", "\"0.0.0\"" }, { "version", "\"1.2.3-beta.1-x\"" }, { "title", "\"é\"" }, { "title", "\"two words\"" },
        { "description", "\"\"" }, { "description", "\"lines\\nand\\ttabs\"" }, { "license", "\"MIT OR (Apache-2.0 AND CC-BY-4.0)\"" },
        { "trigger", "{}" }, { "trigger", "{\"top\":1000,\"atLeast\":1}" }, { "trigger", "{\"on\":\"base\"}" }, { "trigger", "{\"on\":{\"patch\":\"big-cat\",\"version\":\"^1.0.0\"}}" },
        { "testedOn", "[]" }, { "testedOn", "[{\"platform\":\"ios\",\"device\":\"iPhone 13\",\"os\":\"iOS 17\",\"notes\":\"fine\"}]" }, { "unknown", "[null]" }, { "$schema", "\"urn:x\"" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "format", "2" }, { "format", "\"1\"" }, { "id", "\"Cat\"" }, { "id", "\"ab\"" }, { "id", "\"a--b\"" }, { "id", "\"ab-\"" }, { "id", "\"1ab\"" }, { "id", "null" },
        { "version", "\"1.0\"" }, { "version", "\"01.0.0\"" }, { "version", "\"1.0.0+build\"" }, { "version", "\"1.0.0-01\"" }, { "version", "1" },
        { "title", "\"\"" }, { "title", "\" x\"" }, { "title", "\"x \"" }, { "title", "\"a\\nb\"" }, { "description", "7" }, { "description", "\"bell\\u0007\"" },
        { "author", "\"\"" }, { "license", "\"\"" }, { "license", "\"MIT;\"" }, { "base", "\"vgg\"" }, { "base", "{}" }, { "base", "{\"name\":\"VGG\",\"sha256\":\"00\"}" },
        { "trigger", "[]" }, { "trigger", "{\"top\":0}" }, { "trigger", "{\"top\":1001}" }, { "trigger", "{\"top\":1.5}" }, { "trigger", "{\"atLeast\":-0.1}" }, { "trigger", "{\"atLeast\":1.1}" },
        { "trigger", "{\"on\":\"patch\"}" }, { "trigger", "{\"on\":{\"patch\":\"big-cat\"}}" }, { "trigger", "{\"on\":{\"patch\":\"big-cat\",\"version\":\">1\"}}" },
        { "testedOn", "{}" }, { "testedOn", "[{}]" }, { "testedOn", "[{\"platform\":\"windows\",\"device\":\"x\",\"os\":\"y\"}]" },
    };

    [Fact]
    public void LeastManifestIsTakenByBoth() => Check(Good, expected: true);

    [Theory]
    [MemberData(nameof(Taken))]
    public void GoodValueIsTakenByBoth(string key, string value) => Check(With(key, value), expected: true);

    [Theory]
    [MemberData(nameof(Refused))]
    public void BadValueIsRefusedByBoth(string key, string value) => Check(With(key, value), expected: false);

    [Theory]
    [InlineData("format")]
    [InlineData("id")]
    [InlineData("version")]
    [InlineData("title")]
    [InlineData("base")]
    public void RequiredKeyIsMissedByBoth(string key)
    {
        JsonNode manifest = JsonNode.Parse(Good)!;
        manifest.AsObject().Remove(key);
        Check(manifest.ToJsonString(), expected: false);
    }

    [Fact]
    public void LengthsAreCountedInCodePointsByBoth()
    {
        Check(With("title", $"\"{string.Concat(Enumerable.Repeat("🦈", 80))}\""), expected: true);
        Check(With("title", $"\"{string.Concat(Enumerable.Repeat("🦈", 81))}\""), expected: false);
    }

    private static string With(string key, string value)
    {
        JsonNode manifest = JsonNode.Parse(Good)!;
        manifest[key] = JsonNode.Parse(value);
        return manifest.ToJsonString();
    }

    private static void Check(string manifest, bool expected)
    {
        using var document = JsonDocument.Parse(manifest);
        Assert.Equal(expected, Schema.Evaluate(document.RootElement).IsValid);
        PackageReading reading = PackageReader.ReadEntries(new Dictionary<string, ReadOnlyMemory<byte>> { ["manifest.json"] = Encoding.UTF8.GetBytes(manifest) });
        Finding[] findings = [.. reading.Findings.Where(finding => finding.Rule.StartsWith("manifest.", StringComparison.Ordinal) || finding.Rule.StartsWith("trigger.", StringComparison.Ordinal))];
        Assert.Equal(expected, findings.Length == 0);
    }
}
