namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>All checks there are. A new check is a file beside this one and a line here.</summary>
public static class RegressionChecks
{
    internal static IRegressionCheck Robustness { get; } = new RobustnessCheck();

    /// <summary>The checks, in the order in which they are reported when they say the same.</summary>
    public static IReadOnlyList<IRegressionCheck> All { get; } =
    [
        new FiniteCheck(),
        new ConstantPredictorCheck(),
        new DegenerateLayerCheck(),
        new BalancedAccuracyCheck(),
        new EnoughImagesCheck(),
        new WeakCategoryCheck(),
        new FalseRateCheck(),
        new ConfidentElsewhereCheck(),
        new PreviousVersionCheck(),
        new LabelsPermutedCheck(),
        new CopyCheck(),
        new SimilarityCheck(),
        new BaseRowsCheck(),
        new BackdoorCheck(),
        new NumericsCheck(),
        new CalibrationCheck(),
        new PowerCheck(),
        new CollateralCheck(),
        Robustness,
        new LinearProbeCheck(),
        new SlicesCheck(),
        new AmbiguousImagesCheck(),
    ];

    /// <summary>The checks' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(check => check.Name)];
}
