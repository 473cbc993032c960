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
        new(
            TriggerTop,
            "top is a whole number from 1 to 1,000.",
            "\"top\": 0",
            "Write a whole number from 1 to 1,000; leave it out for 1."),
        new(
            TriggerAtLeast,
            "atLeast is a number from 0 to 1.",
            "\"atLeast\": 25, meant as a percentage.",
            "Write a probability, for example 0.25."),
        new(
            TriggerOn,
            "on is \"base\" or an object with patch and version.",
            "\"on\": \"parent\"",
            "Write \"base\", or {\"patch\": id, \"version\": range}; leave it out for the base network."),
        new(
            TriggerOnPatch,
            "A parent is named by a patch id.",
            "\"patch\": \"Shark\"",
            "Write the id of the patch that triggers this one."),
        new(
            TriggerOnVersion,
            "A parent's version is a version, or one with a caret in front.",
            "\"version\": \">=1.0\" or \"~1.2.0\".",
            "Write a version, or one with a caret in front, for example \"^1.0.0\"."),
        new(
            TriggerCycle,
            "A patch is not its own parent, directly or through others.",
            "Shark is triggered by ray, and ray by shark.",
            "Let one of them be triggered by the base network."),
        new(
            TriggerParent,
            "A parent is the patch and version that the trigger names, and names the same base network.",
            "The trigger names shark ^1.0.0, but only shark 2.0.0 is there.",
            "Name the parent and a range that accepts its version; train both on the same base network."),
        new(
            TriggerOverlap,
            "At least one category of the patch also stands among the outputs that its trigger reads.",
            "A patch that tells two mushrooms apart, none of which the base network knows, and lists no category that it does know.",
            "Add the tag of at least one category that should wake the patch, with index 0 if it is no output."),
    ];
}
