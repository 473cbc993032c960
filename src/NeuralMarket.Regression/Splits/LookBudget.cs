namespace NeuralMarket.Regression.Splits;

/// <summary>What a look was spent on.</summary>
public enum LookKind
{
    /// <summary>A test on held-out photos.</summary>
    Test,

    /// <summary>A package that validation turned away before any photo was touched.</summary>
    Invalid,
}

/// <summary>One attempt of a lineage.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What it was spent on.</param>
/// <param name="GivenBack">Whether it failed through no fault of the author's and does not count.</param>
public sealed record Look(DateTimeOffset At, LookKind Kind, bool GivenBack = false);

/// <summary>How many attempts a lineage has (statistics.md, "Sets").</summary>
public sealed record LookLimits
{
    /// <summary>Tests in 24 hours.</summary>
    public int TestsInADay { get; init; } = 5;

    /// <summary>Tests in <see cref="Window"/>.</summary>
    public int TestsInWindow { get; init; } = 30;

    /// <summary>The longer window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Invalid packages in 24 hours: they cost no look at photos, but not nothing.</summary>
    public int InvalidInADay { get; init; } = 50;

    /// <summary>What is wrong with these limits, a sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems() =>
        TestsInADay > 0 && TestsInWindow > 0 && InvalidInADay > 0 && Window >= TimeSpan.FromDays(1)
            ? []
            : [$"{nameof(TestsInADay)}, {nameof(TestsInWindow)} and {nameof(InvalidInADay)} must be at least 1, and {nameof(Window)} at least a day."];
}

/// <summary>Whether a lineage may try once more.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="NextAt">When it may again, if it may not now.</param>
/// <param name="Reason">In a sentence for the author; empty when it may.</param>
public sealed record LookDecision(bool Allowed, DateTimeOffset? NextAt, string Reason);

/// <summary>Counts looks per lineage, not per file: a changed version number buys no further looks.</summary>
public static class LookBudget
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Judges whether another attempt is allowed now.</summary>
    /// <param name="looks">The lineage's attempts so far, in any order.</param>
    /// <param name="kind">What the next one is.</param>
    /// <param name="now">Now.</param>
    /// <param name="limits">The limits.</param>
    public static LookDecision Judge(IEnumerable<Look> looks, LookKind kind, DateTimeOffset now, LookLimits limits)
    {
        ArgumentNullException.ThrowIfNull(looks);
        ArgumentNullException.ThrowIfNull(limits);
        DateTimeOffset[] counted = [.. looks.Where(look => look.Kind == kind && !look.GivenBack).Select(look => look.At).OrderDescending()];
        (int Most, TimeSpan Within, string Words)[] rules = kind == LookKind.Invalid
            ? [(limits.InvalidInADay, Day, $"{limits.InvalidInADay} packages in a day broke rules. Check packages on your own machine before you send them.")]
            : [(limits.TestsInADay, Day, Bear($"{limits.TestsInADay} tests in a day")), (limits.TestsInWindow, limits.Window, Bear($"{limits.TestsInWindow} tests in {limits.Window.TotalDays:0} days"))];
        LookDecision[] refused = [.. rules.Select(rule => Judge(counted, now, rule)).OfType<LookDecision>()];
        return refused.MaxBy(decision => decision.NextAt) ?? new LookDecision(true, null, "");
    }

    /// <summary>The look that must leave the window before another one fits in is the last one that the limit leaves room for.</summary>
    private static LookDecision? Judge(DateTimeOffset[] counted, DateTimeOffset now, (int Most, TimeSpan Within, string Words) rule)
    {
        int within = counted.Count(at => at > now - rule.Within);
        return within < rule.Most
            ? null
            : new LookDecision(false, counted[rule.Most - 1] + rule.Within, rule.Words);
    }

    private static string Bear(string words) => $"This patch has had {words}, all that the held-out photos can bear. Test on photos of your own meanwhile.";
}
