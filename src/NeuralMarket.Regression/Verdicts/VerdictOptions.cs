namespace NeuralMarket.Regression.Verdicts;

/// <summary>The thresholds of the verdict (statistics.md, "Verdict"). Starting points, to be calibrated; rates are between 0 and 1.</summary>
public sealed record VerdictOptions
{
    /// <summary>The thresholds as statistics.md gives them, every check in its own mode.</summary>
    public static VerdictOptions Default { get; } = new();

    /// <summary>Fewer labelled images than this: attention.</summary>
    public int MinimumImages { get; init; } = 100;

    /// <summary>Fewer labelled images of a category than this: attention.</summary>
    public int MinimumImagesPerCategory { get; init; } = 20;

    /// <summary>Balanced accuracy certainly below 1/K plus this: fail.</summary>
    public double FailAboveChance { get; init; } = 0.15;

    /// <summary>Balanced accuracy certainly below this: fail, whatever K is.</summary>
    public double FailBalancedAccuracy { get; init; } = 0.5;

    /// <summary>Balanced accuracy not certainly above this: attention.</summary>
    public double SoundBalancedAccuracy { get; init; } = 0.70;

    /// <summary>A category whose recall is certainly below this: attention.</summary>
    public double WeakCategory { get; init; } = 0.5;

    /// <summary>The upper bound of the false rate above this: attention.</summary>
    public double FalseRate { get; init; } = 0.03;

    /// <summary>A maximum probability from here on counts as confident.</summary>
    public double Confident { get; init; } = 0.8;

    /// <summary>Share of confident answers among images on which it should not have fired, above which a person looks.</summary>
    public double ConfidentElsewhere { get; init; } = 0.3;

    /// <summary>δ: how much worse an update may be, shown on at least <see cref="NonInferiorityImages"/> images.</summary>
    public double NonInferiorityMargin { get; init; } = 0.02;

    /// <summary>δ with fewer images.</summary>
    public double NonInferioritySmallMargin { get; init; } = 0.05;

    /// <summary>From how many images on the narrower margin holds.</summary>
    public int NonInferiorityImages { get; init; } = 1500;

    /// <summary>With fewer discordant images than this the bound is Tango's instead of the normal approximation.</summary>
    public int NonInferiorityDiscordant { get; init; } = 25;

    /// <summary>More than this share of one answer on images of several categories: attention.</summary>
    public double OneAnswerShare { get; init; } = 0.95;

    /// <summary>How much each check counts, by the check's name; one that is not named has its own default.</summary>
    public IReadOnlyDictionary<string, CheckMode> Modes { get; init; } = new Dictionary<string, CheckMode>();

    /// <summary>The mode of a check.</summary>
    public CheckMode ModeOf(Checks.IRegressionCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Modes.TryGetValue(check.Name, out CheckMode mode) ? mode : check.DefaultMode;
    }

    /// <summary>Whether a patch is tried on changed photos; where the check is off, nothing is computed for it.</summary>
    public bool ChangesPhotos => ModeOf(Checks.RegressionChecks.Robustness) != CheckMode.Off;

    /// <summary>What is wrong with these options, a sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        foreach ((string name, double value) in Rates())
        {
            if (!(value is >= 0 and <= 1))
            {
                problems.Add($"{name} is {value}. It must be between 0 and 1.");
            }
        }

        foreach ((string name, int value) in Counts())
        {
            if (value < 0)
            {
                problems.Add($"{name} is {value}. It must not be negative.");
            }
        }

        if (SoundBalancedAccuracy < FailBalancedAccuracy)
        {
            problems.Add($"{nameof(SoundBalancedAccuracy)} is below {nameof(FailBalancedAccuracy)}. It must not be, or nothing lies between fail and pass.");
        }

        foreach (string check in Modes.Keys.Except(Checks.RegressionChecks.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            problems.Add($"{nameof(Modes)} names the check '{check}', which does not exist. The checks are {string.Join(", ", Checks.RegressionChecks.Names)}.");
        }

        return problems;
    }

    private (string Name, double Value)[] Rates() =>
    [
        (nameof(FailAboveChance), FailAboveChance),
        (nameof(FailBalancedAccuracy), FailBalancedAccuracy),
        (nameof(SoundBalancedAccuracy), SoundBalancedAccuracy),
        (nameof(WeakCategory), WeakCategory),
        (nameof(FalseRate), FalseRate),
        (nameof(Confident), Confident),
        (nameof(ConfidentElsewhere), ConfidentElsewhere),
        (nameof(NonInferiorityMargin), NonInferiorityMargin),
        (nameof(NonInferioritySmallMargin), NonInferioritySmallMargin),
        (nameof(OneAnswerShare), OneAnswerShare),
    ];

    private (string Name, int Value)[] Counts() =>
    [
        (nameof(MinimumImages), MinimumImages),
        (nameof(MinimumImagesPerCategory), MinimumImagesPerCategory),
        (nameof(NonInferiorityImages), NonInferiorityImages),
        (nameof(NonInferiorityDiscordant), NonInferiorityDiscordant),
    ];
}
