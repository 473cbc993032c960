namespace NeuralMarket.Format.Findings;

// specialneurons.md, "The trigger condition" and "map_clsloc.txt".
public static partial class Rules
{
    /// <summary>top is a whole number from 1 to 1,000.</summary>
    public const string TriggerTop = "trigger.top";

    /// <summary>atLeast is a number from 0 to 1.</summary>
    public const string TriggerAtLeast = "trigger.at-least";

    /// <summary>on is "base" or an object with patch and version.</summary>
    public const string TriggerOn = "trigger.on";

    /// <summary>A parent is named by a patch id.</summary>
    public const string TriggerOnPatch = "trigger.on-patch";

    /// <summary>A parent's version is a version, or one with a caret in front.</summary>
    public const string TriggerOnVersion = "trigger.on-version";

    /// <summary>A patch is not its own parent, directly or through others.</summary>
    public const string TriggerCycle = "trigger.cycle";

    /// <summary>A parent is the patch and version that the trigger names, and names the same base network.</summary>
    public const string TriggerParent = "trigger.parent";

    /// <summary>At least one category of the patch also stands among the outputs that its trigger reads.</summary>
    public const string TriggerOverlap = "trigger.overlap";

    private static RuleDescription[] TriggerRules =>
    [
        new(TriggerTop, "top is a whole number from 1 to 1,000."),
        new(TriggerAtLeast, "atLeast is a number from 0 to 1."),
        new(TriggerOn, "on is \"base\" or an object with patch and version."),
        new(TriggerOnPatch, "A parent is named by a patch id."),
        new(TriggerOnVersion, "A parent's version is a version, or one with a caret in front."),
        new(TriggerCycle, "A patch is not its own parent, directly or through others."),
        new(TriggerParent, "A parent is the patch and version that the trigger names, and names the same base network."),
        new(TriggerOverlap, "At least one category of the patch also stands among the outputs that its trigger reads."),
    ];
}
