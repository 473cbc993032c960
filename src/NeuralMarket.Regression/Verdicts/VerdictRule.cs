using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Verdicts.Checks;

namespace NeuralMarket.Regression.Verdicts;

/// <summary>Runs the checks and takes the worst of what those say that count (statistics.md, "Verdict").</summary>
public static class VerdictRule
{
    /// <summary>Decides with all checks.</summary>
    public static Verdict Decide(PatchMeasurements measurements, VerdictOptions options) => Decide(measurements, options, RegressionChecks.All);

    /// <summary>Decides with the given checks. A check that breaks is reported as broken: it neither passes nor fails the patch, and a person must look.</summary>
    public static Verdict Decide(PatchMeasurements measurements, VerdictOptions options, IEnumerable<IRegressionCheck> checks) =>
        Examine(measurements, options, checks, CancellationToken.None).Verdict;

    /// <summary>The report with what all checks found and the verdict.</summary>
    public static RegressionReport Examine(PatchMeasurements measurements, VerdictOptions options, CancellationToken cancellationToken) =>
        Examine(measurements, options, RegressionChecks.All, cancellationToken);

    /// <summary>The report with what the given checks found and the verdict.</summary>
    public static RegressionReport Examine(
        PatchMeasurements measurements, VerdictOptions options, IEnumerable<IRegressionCheck> checks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        ArgumentNullException.ThrowIfNull(options);
        CheckContext context = new(measurements, options, cancellationToken);
        RegressionReport report = measurements.Figures;
        string key = CheckKey.OfMeasurements(measurements, options);
        List<VerdictReason> said = [];
        foreach (IRegressionCheck check in checks.Where(check => options.ModeOf(check) != CheckMode.Off))
        {
            (VerdictReason reason, Func<RegressionReport, RegressionReport>? adds) = Run(check, context, options.ModeOf(check));
            said.Add(reason with { Version = check.Version, Meaning = check.Meaning, Key = CheckKey.Of(check, key) });
            report = adds?.Invoke(report) ?? report;
        }

        // Stable: checks that say the same stay in their order.
        VerdictReason[] reasons = [.. said.OrderByDescending(reason => reason.Outcome)];
        Outcome[] counting = [.. reasons.Where(reason => reason.Mode != CheckMode.Shadow).Select(Weight)];
        return report with { Verdict = new Verdict(counting.Length == 0 ? Outcome.Attention : counting.Max(), reasons) };
    }

    private static (VerdictReason Reason, Func<RegressionReport, RegressionReport>? Adds) Run(IRegressionCheck check, CheckContext context, CheckMode mode)
    {
        try
        {
            CheckResult result = check.Run(context);
            return (new VerdictReason(check.Name, result.Outcome, result.Message, mode, result.AuthorMessage), result.Adds);
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever breaks in one check must not cost the figures of all the others.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return (new VerdictReason(
                check.Name,
                Outcome.Attention,
                $"This check broke ({problem.GetType().Name}: {problem.Message}), so it says nothing about the patch. The operator must look at it; a reviewer decides meanwhile.",
                mode,
                "This check broke on our side; it says nothing about your patch. A reviewer decides meanwhile.",
                Broken: true), null);
        }
    }

    private static Outcome Weight(VerdictReason reason) =>
        reason.Mode == CheckMode.Advise && reason.Outcome == Outcome.Fail ? Outcome.Attention : reason.Outcome;
}
