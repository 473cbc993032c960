using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Verdicts;
using NeuralMarket.Regression.Verdicts.Checks;

namespace NeuralMarket.Regression.Retests;

/// <summary>What is asked of each patch that is tested again.</summary>
public enum RetestDepth
{
    /// <summary>
    /// All figures, and the checks of what the patch answers. Those of the layer itself (copies, switches, numerics), which new images hardly change and which take a
    /// thousand times as long as the answers, are off.
    /// </summary>
    Answers,

    /// <summary>Everything that a fresh submission is asked.</summary>
    Everything,
}

/// <summary>How a catalogue is tested again.</summary>
public sealed record RetestOptions
{
    /// <summary>Everything of each patch.</summary>
    public static RetestOptions Default { get; } = new();

    /// <summary>What is asked of each patch.</summary>
    public RetestDepth Depth { get; init; } = RetestDepth.Everything;

    /// <summary>Patches times images that are evaluated at once; about 130 bytes of memory each.</summary>
    public int ObservationsAtOnce { get; init; } = 2_000_000;

    /// <summary>A request with the checks that this depth asks for.</summary>
    internal PatchTestRequest Adapt(PatchTestRequest request) => Depth == RetestDepth.Everything
        ? request
        : request with
        {
            Perturbations = [],
            Options = request.Options with
            {
                Modes = RegressionChecks.All.ToDictionary(check => check.Name, check => check.LooksAtLayer ? CheckMode.Off : request.Options.ModeOf(check)),
            },
        };
}
