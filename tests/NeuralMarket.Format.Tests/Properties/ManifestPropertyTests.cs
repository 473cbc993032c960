using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Tests.Building;
using NeuralMarket.Format.Triggers;

namespace NeuralMarket.Format.Tests.Properties;

/// <summary>What holds for every valid manifest, however it is written.</summary>
public sealed class ManifestPropertyTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Gen<string> Id = Gen.String[Gen.Char["abcxyz019"], 0, 25].Array[1, 2].Select(parts => "a" + string.Join('-', parts.Select(part => part + "b1")));

    private static readonly Gen<SemanticVersion> Version = Gen.Select(
        Gen.OneOf(Gen.Int[0, 3], Gen.Const(int.MaxValue)), Gen.Int[0, 30], Gen.Int[0, 3], Gen.OneOf("", "-rc.1", "-0a", "-alpha.0.x-y", "--"),
        (major, minor, patch, rest) => SemanticVersion.TryParse($"{major}.{minor}.{patch}{rest}", out SemanticVersion? version) ? version! : throw new InvalidOperationException(rest));

    // Nothing that the rules of text forbid, and everything that JSON writes in more than one way.
    private static readonly Gen<string> Words = Gen.OneOf("a", "Z", "é", "ß", "😀", "日本", "\"", "\\", "/", "<", "&", "\u2028", "'", "0", " ", "  ", "ı", "\ufffd")
        .Array[0, 12].Select(words => "x" + string.Concat(words) + "y");

    private static readonly Gen<string> LongText = Gen.OneOf(Words, Words.Select(text => $" {text}\n\t"), Gen.Const(""));

    private static readonly Gen<Trigger> Condition = Gen.Select(
        Gen.OneOf(Gen.Const(1), Gen.Int[1, 1000]), Gen.OneOf(Gen.Const(0d), Gen.Const(1d), Gen.Const(1e-300), Gen.Const(0.1), Gen.Double[0, 1]), Gen.Bool, Gen.Bool, Version,
        (top, atLeast, hasParent, caret, version) => new Trigger(top, atLeast, hasParent ? new ParentReference("the-parent", new(version, caret)) : null));

    private static readonly Gen<TestedDevice> Device = Gen.Select(
        Gen.OneOf("android", "ios"), Words, Words, Optional(LongText), (platform, device, os, notes) => new TestedDevice(platform, device, os, notes));

    private static readonly Gen<Manifest> Manifests = Gen.Select(
        Gen.Select(Id, Version, Words, Gen.OneOf("vgg16-imagenet", "---", "abc")),
        Gen.Select(Optional(LongText), Optional(Words), Optional(Gen.OneOf("MIT", "(MIT OR Apache-2.0) AND LicenseRef-x", "GPL-2.0+ WITH Classpath-exception-2.0"))),
        Condition, Device.Array[0, 3],
        (names, texts, trigger, devices) => new Manifest(names.Item1, names.Item2, names.Item3, new(names.Item4, new string('a', 64)))
        {
            Description = texts.Item1,
            Author = texts.Item2,
            License = texts.Item3,
            Trigger = trigger,
            TestedOn = devices,
        });

    [Fact]
    public void WhatIsWrittenReadsTheSameAndIsWrittenTheSameAgain() => Manifests.Sample(
        manifest =>
        {
            byte[] text = ManifestJson.WriteCanonical(manifest);
            Manifest read = Read(text);
            Assert.Equal(manifest, read with { TestedOn = manifest.TestedOn });
            Assert.Equal(manifest.TestedOn, read.TestedOn);
            Assert.Equal(text, ManifestJson.WriteCanonical(read));
        },
        iter: 2000);

    [Fact]
    public void HoweverItIsWrittenTheCanonicalTextIsTheSame() => Gen.Select(Manifests, Gen.Int, Gen.Bool).Sample(
        (manifest, seed, spaces) =>
        {
            byte[] canonical = ManifestJson.WriteCanonical(manifest);
            JsonNode another = Shuffled(JsonNode.Parse(canonical)!, new Random(seed));
            Assert.Equal(canonical, ManifestJson.WriteCanonical(Read(Bytes.Utf8(another.ToJsonString(spaces ? Indented : null)))));
        },
        iter: 1000);

    private static Manifest Read(byte[] text)
    {
        FindingList findings = new();
        ManifestReading reading = ManifestJson.Read(text, findings);
        Assert.Empty(findings.Findings);
        return reading.Manifest!;
    }

    private static Gen<string?> Optional(Gen<string> text) => Gen.Select(Gen.Bool, text, (absent, value) => absent ? null : value);

    // Keys in another order, with unknown ones among them.
    private static JsonNode Shuffled(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonObject fields:
                (string Key, JsonNode Value)[] shuffled = [.. fields.Select(field => (field.Key, Shuffled(field.Value!, random))), ("unknown", JsonValue.Create(1.5)), ("", new JsonArray())];
                random.Shuffle(shuffled);
                return new JsonObject(shuffled.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Shuffled(item!, random))]);
            default:
                return node.DeepClone();
        }
    }
}
