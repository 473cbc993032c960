using NeuralMarket.Regression.PatchTests;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>One thing that is checked of a tested patch. A check is a file of its own; <see cref="RegressionChecks"/> lists them all.</summary>
public interface IRegressionCheck
{
    /// <summary>The stable name, as it stands in reports and options.</summary>
    string Name { get; }

    /// <summary>Looks at what was measured. An exception means that the check broke, not that the patch failed.</summary>
    CheckResult Run(CheckContext context);
}

/// <summary>What a check has to go on.</summary>
/// <param name="Measurements">Everything that was measured.</param>
/// <param name="Options">The thresholds.</param>
public sealed record CheckContext(PatchMeasurements Measurements, VerdictOptions Options);

/// <summary>What a check says.</summary>
/// <param name="Outcome">Pass, attention or fail.</param>
/// <param name="Message">In plain words: what is so, what it means, what to do.</param>
/// <param name="AuthorMessage">The same for authors, without exact figures of held-out images; <see langword="null"/> when <paramref name="Message"/> has none.</param>
public sealed record CheckResult(Outcome Outcome, string Message, string? AuthorMessage = null);
