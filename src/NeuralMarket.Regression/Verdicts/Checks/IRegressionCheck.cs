using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>One thing that is checked of a tested patch. A check is a file of its own; <see cref="RegressionChecks"/> lists them all.</summary>
public interface IRegressionCheck
{
    /// <summary>The stable name, as it stands in reports and options.</summary>
    string Name { get; }

    /// <summary>Raised whenever the same measurements may come to another result.</summary>
    int Version => 1;

    /// <summary>How much the check counts when the options do not say: in full for what the verdict table names, else recorded only.</summary>
    CheckMode DefaultMode => CheckMode.Enforce;

    /// <summary>Whether it looks at the layer, at features or at changed photos, and not only at the answers; such checks are left out when a catalogue's answers alone are tested again.</summary>
    bool LooksAtLayer => false;

    /// <summary>What the check looks at and what its answer means, in a sentence for people who are not statisticians.</summary>
    string Meaning { get; }

    /// <summary>Looks at what was measured. An exception means that the check broke, not that the patch failed.</summary>
    CheckResult Run(CheckContext context);
}

/// <summary>What a check has to go on.</summary>
/// <param name="Measurements">Everything that was measured.</param>
/// <param name="Options">The thresholds.</param>
/// <param name="Cancellation">Looked at by checks that take long.</param>
public sealed record CheckContext(PatchMeasurements Measurements, VerdictOptions Options, CancellationToken Cancellation = default);

/// <summary>What a check says.</summary>
/// <param name="Outcome">Pass, attention or fail.</param>
/// <param name="Message">In plain words: what is so, what it means, what to do.</param>
/// <param name="AuthorMessage">The same for authors, without exact figures of held-out images; <see langword="null"/> when <paramref name="Message"/> has none.</param>
public sealed record CheckResult(Outcome Outcome, string Message, string? AuthorMessage = null)
{
    /// <summary>Puts the figures that the check computed into the report; <see langword="null"/> when there are none.</summary>
    public Func<RegressionReport, RegressionReport>? Adds { get; init; }
}
