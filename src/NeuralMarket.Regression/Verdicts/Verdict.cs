using System.Text.Json.Serialization;

namespace NeuralMarket.Regression.Verdicts;

/// <summary>What a check or the whole test comes to; ordered from good to bad.</summary>
[JsonConverter(typeof(OutcomeJsonConverter))]
public enum Outcome
{
    /// <summary>Nothing to object.</summary>
    Pass,

    /// <summary>A person must look, or more images are needed.</summary>
    Attention,

    /// <summary>The patch does not do what it claims.</summary>
    Fail,
}

/// <summary>Writes <see cref="Outcome"/> in lower case.</summary>
internal sealed class OutcomeJsonConverter() : JsonStringEnumConverter<Outcome>(System.Text.Json.JsonNamingPolicy.CamelCase);

/// <summary>How much a check counts (road.md: "Checks have a mode").</summary>
[JsonConverter(typeof(CheckModeJsonConverter))]
public enum CheckMode
{
    /// <summary>Does not run.</summary>
    Off,

    /// <summary>Runs and is recorded, for reviewers only; does not touch the decision.</summary>
    Shadow,

    /// <summary>Counts, but at most as attention.</summary>
    Advise,

    /// <summary>Counts in full.</summary>
    Enforce,
}

/// <summary>Writes <see cref="CheckMode"/> in lower case.</summary>
internal sealed class CheckModeJsonConverter() : JsonStringEnumConverter<CheckMode>(System.Text.Json.JsonNamingPolicy.CamelCase);

/// <summary>The decision of a regression test, and why (statistics.md, "Verdict"). A pass goes to a reviewer all the same.</summary>
/// <param name="Decision">The worst outcome of the checks that count.</param>
/// <param name="Reasons">What every check that ran said, the worst first.</param>
public sealed record Verdict(Outcome Decision, IReadOnlyList<VerdictReason> Reasons);

/// <summary>What one check said.</summary>
/// <param name="Check">The check's stable name.</param>
/// <param name="Outcome">Pass, attention or fail.</param>
/// <param name="Message">In plain words: what is so, what it means, what to do.</param>
/// <param name="Mode">How much the check counts.</param>
/// <param name="AuthorMessage">The same for authors, without exact figures of held-out images; <see langword="null"/> when <paramref name="Message"/> has none.</param>
/// <param name="Broken">The check itself broke; it neither passes nor fails the patch, and a person must look.</param>
public sealed record VerdictReason(string Check, Outcome Outcome, string Message, CheckMode Mode = CheckMode.Enforce, string? AuthorMessage = null, bool Broken = false)
{
    /// <summary>The check's version.</summary>
    public int Version { get; init; } = 1;

    // A key that an old document lacks is read as null, whatever the property began with.

    /// <summary>What the check looks at and what its answer means, for people who are not statisticians; empty in old reports.</summary>
    public string Meaning { get; init => field = value ?? ""; } = "";

    /// <summary>Names everything that the answer depends on (<see cref="CheckKey"/>): an answer under the same key may be taken instead of asking again; empty in old reports.</summary>
    public string Key { get; init => field = value ?? ""; } = "";
}
