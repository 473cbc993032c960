using System.Text.Json;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Json;
using NeuralMarket.Format.Manifests;

namespace NeuralMarket.Format.Triggers;

/// <summary>Reads and writes the manifest's <c>trigger</c> (specialneurons.md, "The trigger condition").</summary>
internal static class TriggerJson
{
    /// <summary>Reads the trigger of a manifest; <see cref="Trigger.Default"/> when it is absent or breaks a rule.</summary>
    public static Trigger Read(ObjectReader root, string? ownId, FindingList findings)
    {
        if (root.Object("trigger") is not JsonElement element)
        {
            return Trigger.Default;
        }

        ObjectReader trigger = new(element, root.PathOf("trigger"), findings, "top", "atLeast", "on");
        int top = trigger.Integer("top", 1, 1_000, Rules.TriggerTop, "Write a whole number from 1 to 1,000.") ?? 1;
        double atLeast = trigger.Fraction("atLeast", Rules.TriggerAtLeast) ?? 0;
        return new Trigger(top, atLeast, ReadParent(trigger, ownId, findings));
    }

    /// <summary>Writes the key and the object, unless everything in it equals its default.</summary>
    public static void WriteCanonical(CanonicalJson json, Trigger trigger)
    {
        if (trigger.Equals(Trigger.Default))
        {
            return;
        }

        json.Key("trigger").BeginObject();
        if (trigger.Top != 1)
        {
            json.Key("top").Number(trigger.Top);
        }

        if (trigger.AtLeast != 0)
        {
            json.Key("atLeast").Number(JsonNumber.WriteFraction(trigger.AtLeast));
        }

        if (trigger.On is ParentReference on)
        {
            json.Key("on").BeginObject().Key("patch").Text(on.Patch).Key("version").Text(on.Versions.ToString()).EndObject();
        }

        json.EndObject();
    }

    private static ParentReference? ReadParent(ObjectReader trigger, string? ownId, FindingList findings)
    {
        if (trigger.Any("on") is not JsonElement on)
        {
            return null;
        }

        if (on.ValueKind == JsonValueKind.String)
        {
            trigger.Check(on.GetString() == "base", Rules.TriggerOn, "on", $"{Quote.Text(on.GetString()!)} is not \"base\".", "Write \"base\", or {\"patch\": id, \"version\": range}.");
            return null;
        }

        if (!trigger.Check(on.ValueKind == JsonValueKind.Object, Rules.TriggerOn, "on", "It is neither \"base\" nor an object.", "Write \"base\", or {\"patch\": id, \"version\": range}."))
        {
            return null;
        }

        ObjectReader parent = new(on, trigger.PathOf("on"), findings, "patch", "version");
        parent.Require("patch", "Name the patch that triggers this one.");
        parent.Require("version", "Say which of its versions, for example \"^1.0.0\".");
        string? patch = parent.Matching("patch", NameRules.IsPatchId, Rules.TriggerOnPatch, "Write the id of the patch that triggers this one.");
        string? range = parent.Matching("version", value => VersionRange.TryParse(value, out _), Rules.TriggerOnVersion, "Write a version, or one with a caret in front, for example \"^1.0.0\".");
        if (patch is null || !VersionRange.TryParse(range, out VersionRange? versions))
        {
            return null;
        }

        return parent.Check(patch != ownId, Rules.TriggerCycle, "patch", "The patch names itself as its parent.", "Name another patch, or leave \"on\" out.") ? new ParentReference(patch, versions!) : null;
    }
}
